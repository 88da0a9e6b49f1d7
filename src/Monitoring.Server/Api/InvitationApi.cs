using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Server.Api;

/// <param name="First">Nobody has an account yet: who follows this link chooses a short name too.</param>
/// <param name="ExpiresAt">Unix milliseconds, UTC.</param>
internal sealed record InvitationView(bool First, string? User, string? DisplayName, string? Language, bool Totp, long ExpiresAt);

/// <param name="User">Only the first person's to choose.</param>
/// <param name="Code">Of the authenticator app, if the account has one.</param>
internal sealed record AcceptBody(string? User, string? DisplayName, string? Language, string? Password, string? Code);

internal static class InvitationApi
{
    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        var invitation = routes.MapGroup("/invitations/{code}").WithTags("Session").AddEndpointFilter<RefusalFilter>().AllowAnonymous().ProducesProblem(StatusCodes.Status404NotFound);
        invitation.MapGet("", GetInvitation).WithName("GetInvitation").WithSummary("Whom a link is for.").Produces<InvitationView>();
        invitation.MapPost("", Accept).WithName("AcceptInvitation").WithSummary("Chooses a password with a link, once, and signs in.")
            .Produces<SessionView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> GetInvitation(string code, [FromServices] Invitations invitations, CancellationToken cancellation)
    {
        if (await invitations.FindAsync(code, cancellation) is not var (invitation, account))
        {
            return Problems.Unknown("link", "It was used, has expired or was replaced by a newer one. Ask for a new one; on the server itself: access link.");
        }

        return TypedResults.Ok(new InvitationView(
            account is null, account?.UserName, account?.Name, account is null ? null : LanguageCode.Of(account.Language), account is { TwoFactorEnabled: true } && !invitation.ResetTotp, invitation.ExpiresAt));
    }

    private static async Task<IResult> Accept(
        string code, AcceptBody body, HttpContext http, [FromServices] Invitations invitations, [FromServices] SessionReader reader, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(body.Password))
        {
            return Problems.Invalid("password", "Choose a password.");
        }

        Language? language = body.Language is null ? null : LanguageCode.Read(body.Language);
        var caller = await invitations.AcceptAsync(code, new Acceptance(body.User, body.DisplayName, language, body.Password, body.Code), http, cancellation);
        return TypedResults.Ok(await reader.ReadAsync(caller, cancellation));
    }
}
