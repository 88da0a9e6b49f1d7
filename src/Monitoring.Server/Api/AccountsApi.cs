using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;
using Monitoring.Server.Access.People;

namespace Monitoring.Server.Api;

/// <param name="Email">By which a single sign-on finds them; null: none.</param>
/// <param name="Invited">There is a link that can still be used.</param>
/// <param name="LockedUntil">Unix milliseconds, UTC; null: not locked.</param>
internal sealed record ManagedAccountView(
    string Id, string User, string DisplayName, string Language, string? Email, GrantView[] Grants, bool Totp, bool Pin, bool Badge, bool Invited, bool Disabled, long? LockedUntil, long? LastSeenAt);

/// <param name="Link">Shown once: whoever has it chooses the password.</param>
internal sealed record NewAccountView(string Id, string Link, long ExpiresAt);

internal sealed record LinkView(string Link, long ExpiresAt);

internal sealed record AccountBody(string? User, string? DisplayName, string? Language, string? Email, GrantView[]? Grants, string? Why);

/// <param name="ResetTotp">The authenticator app is lost too.</param>
internal sealed record LinkBody(bool ResetTotp);

internal sealed record WhyBody(string? Why);

/// <param name="Badge">Null removes it.</param>
internal sealed record BadgeBody(string? Badge);

internal static class AccountsApi
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/accounts").WithTags("People").RequireRight(Right.ManagePeople, Where.Anywhere).AddEndpointFilter<RefusalFilter>();
        accounts.MapGet("", List).WithName("ListAccounts").WithSummary("Those whom the caller may change, as everything that they hold is the caller's to give, or at least put out.");
        var changes = accounts.MapGroup("").ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        changes.MapPost("", Invite).WithName("InviteAccount").WithSummary("Makes an account and a link with which the person chooses a password.");
        var one = changes.MapGroup("/{id}").ProducesProblem(StatusCodes.Status404NotFound);
        one.MapPut("", Change).WithName("ChangeAccount").WithSummary("Name, language and grants, all of them.");
        one.MapPost("/link", MakeLink).WithName("RenewLink").WithSummary("A new link, for a forgotten password; when it is used, sessions with the old one end.");
        one.MapPost("/disable", Disable).WithName("DisableAccount").WithSummary("Nobody signs in with it any more, and whoever is, no longer is; keys that the person made end.");
        one.MapPost("/enable", Enable).WithName("EnableAccount").WithSummary("Takes disabling back.");
        one.MapPost("/unlock", Unlock).WithName("UnlockAccount").WithSummary("Ends the wait after failed attempts.");
        one.MapPut("/badge", SetBadge).WithName("SetBadge").WithSummary("The badge with which the person identifies at kiosks; null removes it.");
        one.MapDelete("/sessions", EndSessions).WithName("EndSessionsOf").WithSummary("Signs the person out everywhere.");
        one.MapGet("/export", Export).WithName("ExportAccount").WithSummary("Everything that is kept about the person, as a JSON file.").Produces(StatusCodes.Status200OK, contentType: "application/json");
        one.MapPost("/erase", Erase).WithName("EraseAccount").WithSummary("Takes personal data away for good; the short name stays in the records, and why, which must not name the person.");
    }

    private static async Task<Ok<ManagedAccountView[]>> List(Caller caller, [FromServices] AccountDesk desk, [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var accounts = await desk.ListAsync(caller, cancellation);
        var (seen, invited) = await desk.LookAroundAsync(cancellation);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return TypedResults.Ok(accounts.Select(a => new ManagedAccountView(
            a.Id,
            a.UserName!,
            a.Name,
            LanguageCode.Of(a.Language),
            a.Email,
            [.. a.Grants.Select(g => new GrantView(g.Role, g.Facility, g.Area))],
            a.TwoFactorEnabled,
            a.PinHash is not null,
            a.BadgeDigest is not null,
            invited.Contains(a.Id),
            a.DisabledAt is not null,
            a.LockedUntil > now ? a.LockedUntil : null,
            seen.TryGetValue(a.Id, out var last) ? last : null)).ToArray());
    }

    private static async Task<Created<NewAccountView>> Invite(AccountBody body, Caller caller, HttpContext http, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        var (id, link) = await desk.InviteAsync(caller, AccountForm.User(body.User), ProfileOf(body, desk), AccountForm.OptionalWhy(body.Why), cancellation);
        return TypedResults.Created($"/api/v1/accounts/{id}", new NewAccountView(id, link.Link(RootOf(http)), link.ExpiresAt));
    }

    private static async Task<NoContent> Change(string id, AccountBody body, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        await desk.ChangeAsync(caller, id, ProfileOf(body, desk), AccountForm.OptionalWhy(body.Why), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<LinkView>> MakeLink(string id, LinkBody? body, Caller caller, HttpContext http, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        var link = await desk.LinkAsync(caller, id, body?.ResetTotp ?? false, cancellation);
        return TypedResults.Ok(new LinkView(link.Link(RootOf(http)), link.ExpiresAt));
    }

    private static async Task<NoContent> Disable(string id, WhyBody body, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        await desk.DisableAsync(caller, id, AccountForm.Why(body.Why), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Enable(string id, WhyBody? body, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        await desk.EnableAsync(caller, id, AccountForm.OptionalWhy(body?.Why), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Unlock(string id, WhyBody? body, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        await desk.UnlockAsync(caller, id, AccountForm.OptionalWhy(body?.Why), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SetBadge(string id, BadgeBody body, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        await desk.SetBadgeAsync(caller, id, body.Badge, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndSessions(string id, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        await desk.EndSessionsAsync(caller, id, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<FileContentHttpResult> Export(string id, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation) =>
        TypedResults.File(await desk.ExportAsync(caller, id, cancellation), "application/json", "person.json");

    private static async Task<NoContent> Erase(string id, WhyBody body, Caller caller, [FromServices] AccountDesk desk, CancellationToken cancellation)
    {
        await desk.EraseAsync(caller, id, AccountForm.Why(body.Why), cancellation);
        return TypedResults.NoContent();
    }

    private static Profile ProfileOf(AccountBody body, AccountDesk desk) => new(
        AccountForm.DisplayName(body.DisplayName),
        LanguageCode.Read(body.Language),
        AccountForm.Email(body.Email),
        AccountForm.Grants(body.Grants?.Select(g => new Grant(g.Role, g.Facility, g.Area)).ToArray(), desk.Exists));

    /// <summary>Where the invited person reaches us: as the server is set up, else as whoever invites does.</summary>
    private static Uri RootOf(HttpContext http) =>
        http.RequestServices.GetService<PublicAddress>() is { Root.IsLoopback: false } known ? known.Root : new Uri($"{http.Request.Scheme}://{http.Request.Host}/");
}
