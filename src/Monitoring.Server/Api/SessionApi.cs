using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Kiosks;
using Monitoring.Server.Access.Sessions;
using Monitoring.Server.Access.SignIn;
using Monitoring.Server.Access.SingleSignOn;

namespace Monitoring.Server.Api;

/// <param name="Code">Of the authenticator app, or a recovery code.</param>
internal sealed record SignInBody(string? User, string? Password, string? Code);

internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/session").WithTags("Session").AddEndpointFilter<RefusalFilter>();
        session.MapGet("", GetSession).WithName("GetSession").WithSummary("Who is signed in, and what they may do where.").AllowAnonymous();
        session.MapPost("", SignIn).WithName("SignIn").WithSummary("Signs in; the browser gets a cookie.").AllowAnonymous()
            .Produces<SessionView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        session.MapDelete("", SignOut).WithName("SignOut").WithSummary("Ends the session.").RequireSignedIn().ProducesProblem(StatusCodes.Status409Conflict);
        session.MapGet("/single-sign-on", BeginSingleSignOn).WithName("BeginSingleSignOn")
            .WithSummary("Sends the browser to the provider that says who somebody is; with link=true the signed-in person's account is linked to whom it says, once the password was given to POST /account/single-sign-on.")
            .AllowAnonymous().Produces(StatusCodes.Status302Found).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<SessionView>> GetSession(HttpContext http, [FromServices] SessionReader reader, CancellationToken cancellation)
    {
        var caller = http.Caller();
        if (caller is { Kind: CallerKind.Kiosk })
        {
            KioskCookie.Renew(http);
        }

        return TypedResults.Ok(await reader.ReadAsync(caller, cancellation));
    }

    private static async Task<IResult> SignIn(
        SignInBody body, HttpContext http, [FromServices] PasswordGate gate, [FromServices] SessionDesk sessions, [FromServices] SessionReader reader, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(body.User) || string.IsNullOrEmpty(body.Password))
        {
            return Problems.Invalid(string.IsNullOrWhiteSpace(body.User) ? "user" : "password", "Say who you are, and the password.");
        }

        var open = Answers.Require(await gate.TryAsync(body.User, body.Password, body.Code, http, cancellation));
        var caller = await sessions.OpenAsync(open.Account!, "password", open.FailedBefore, http, cancellation);
        return TypedResults.Ok(await reader.ReadAsync(caller, cancellation));
    }

    private static async Task<IResult> SignOut(Caller caller, HttpContext http, [FromServices] SessionDesk sessions, CancellationToken cancellation)
    {
        if (caller is not { Kind: CallerKind.Person, SessionId: not null })
        {
            throw RefusedException.Conflict("There is no session to end.", "A kiosk is revoked with DELETE /api/v1/kiosks/{id}, a key with DELETE /api/v1/keys/{id}.");
        }

        await sessions.CloseAsync(caller, http, cancellation);
        return TypedResults.NoContent();
    }

    /// <param name="back">Where the browser goes afterwards: a path.</param>
    private static async Task<IResult> BeginSingleSignOn(string? back, bool? link, HttpContext http)
    {
        if (http.RequestServices.GetService<SingleSignOnDesk>() is not { } desk)
        {
            return Problems.Unknown("provider", "Set Access:OpenIdConnect to let another provider say who somebody is.");
        }

        var caller = http.Caller() is { Kind: CallerKind.Person, SessionId: not null } person ? person : null;
        if (link is true && caller is null)
        {
            return TypedResults.Redirect("/sign-in");
        }

        await desk.BeginAsync(http, back, link is true ? caller : null);
        return TypedResults.Empty;
    }
}

/// <summary>What the dashboard must know before it shows anything.</summary>
internal sealed class SessionReader(AccessContext context, Invitations invitations, CsrfProtection csrf, IOptions<SignInOptions> options, IConfiguration configuration)
{
    public async Task<SessionView> ReadAsync(Caller? caller, CancellationToken cancellation) => new(
        caller is null ? null : await ViewAsync(caller, cancellation),
        caller is null or { Kind: CallerKind.Program } ? null : csrf.TokenFor(caller),
        caller is null && await invitations.IsSetUpNeededAsync(cancellation),
        options.Value.OpenIdConnect is { } provider ? new SingleSignOnView(provider.Name) : null,
        configuration.GetValue<bool>("Mqtt:Anonymous"));

    private async Task<CallerView> ViewAsync(Caller caller, CancellationToken cancellation)
    {
        var account = caller.Kind == CallerKind.Person ? await context.Users.AsNoTracking().FirstAsync(a => a.Id == caller.Id, cancellation) : null;
        var place = caller.Kind == CallerKind.Kiosk ? caller.Permissions.Each.Single() : null;
        return new CallerView(
            caller.Kind,
            caller.Id,
            caller.Name,
            caller.DisplayName,
            LanguageCode.Of(account?.Language ?? Language.Indonesian),
            account?.TwoFactorEnabled ?? false,
            MustSetPin: false,
            PlaceView.Of(caller.Permissions),
            place is null ? null : new KioskPlaceView(caller.Id, caller.DisplayName, place.Facility!, place.Area!));
    }
}
