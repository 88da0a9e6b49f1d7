using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Access.People;
using Monitoring.Server.Access.SignIn;
using QRCoder;

namespace Monitoring.Server.Api;

internal sealed record GrantView([property: JsonRequired] Role Role, string? Facility, string? Area);

/// <param name="Pin">There is one.</param>
/// <param name="SingleSignOn">The account is linked there.</param>
internal sealed record AccountView(
    string Name, string DisplayName, string Language, bool Totp, int RecoveryCodesLeft, bool Pin, bool Badge, bool SingleSignOn, GrantView[] Grants, OpenSessionView[] Sessions);

/// <param name="Current">The one that asks. Times are Unix milliseconds, UTC.</param>
internal sealed record OpenSessionView(string Id, bool Current, long CreatedAt, long LastSeenAt, long ExpiresAt, string Agent, string Address);

/// <param name="Qr">Rows of modules, 1 is dark.</param>
internal sealed record TotpView(string Secret, string Uri, string[] Qr);

internal sealed record RecoveryCodesView(string[] RecoveryCodes);

internal sealed record RenameBody(string? DisplayName, string? Language);

internal sealed record PasswordBody(string? Current, string? New);

internal sealed record AskAgainBody(string? Password);

internal sealed record CodeBody(string? Code);

/// <param name="Pin">Null removes it.</param>
internal sealed record PinBody(string? Password, string? Pin);

/// <summary>A person's own account. A kiosk's act and a program have none.</summary>
internal static class AccountApi
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").WithTags("Account").RequireSignedIn().AddEndpointFilter<RefusalFilter>().AddEndpointFilter(RequirePersonAsync)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        account.MapGet("", GetAccount).WithName("GetAccount").WithSummary("One's own account and where one is signed in.");
        account.MapPut("", Rename).WithName("RenameAccount").WithSummary("One's name and language.").ProducesValidationProblem();
        account.MapPost("/password", SetPassword).WithName("SetPassword").WithSummary("A new password; every other session ends.").ProducesAskAgain();
        account.MapPost("/totp", BeginTotp).WithName("BeginTotp").WithSummary("A secret for an authenticator app, which counts once it is confirmed.").ProducesAskAgain();
        account.MapPost("/totp/confirm", ConfirmTotp).WithName("ConfirmTotp").WithSummary("Shows that the app has the secret; gives recovery codes, once.").ProducesAskAgain();
        account.MapDelete("/totp", RemoveTotp).WithName("RemoveTotp").WithSummary("The password alone is enough again.").ProducesAskAgain();
        account.MapPut("/pin", SetPin).WithName("SetPin").WithSummary("The PIN for kiosks; null removes it.").ProducesAskAgain();
        account.MapPost("/single-sign-on", BeginLink).WithName("BeginSingleSignOnLink")
            .WithSummary("Lets this session begin linking the account at the single sign-on, once, within five minutes.").ProducesAskAgain();
        account.MapDelete("/single-sign-on", RemoveLink).WithName("RemoveSingleSignOnLink").WithSummary("Ends the link at the single sign-on.")
            .ProducesAskAgain().ProducesProblem(StatusCodes.Status404NotFound);
        account.MapDelete("/sessions/{id}", EndSession).WithName("EndSession").WithSummary("Ends one of one's own sessions.").ProducesProblem(StatusCodes.Status404NotFound);
        account.MapDelete("/sessions", EndOtherSessions).WithName("EndOtherSessions").WithSummary("Ends all of one's own sessions but this one.");
        account.MapGet("/export", Export).WithName("ExportOwnData").WithSummary("Everything that is kept about the caller, as a JSON file.").Produces(StatusCodes.Status200OK, contentType: "application/json");
    }

    private static RouteHandlerBuilder ProducesAskAgain(this RouteHandlerBuilder route) => route
        .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static ValueTask<object?> RequirePersonAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Caller() is { Kind: CallerKind.Person, SessionId: not null }
            ? next(context)
            : throw RefusedException.Forbidden("Only a person who has signed in has an account of their own.");

    private static async Task<Ok<AccountView>> GetAccount(Caller caller, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        var account = await own.GetAsync(caller, cancellation);
        var sessions = await own.SessionsAsync(caller, cancellation);
        return TypedResults.Ok(new AccountView(
            account.UserName!,
            account.Name,
            LanguageCode.Of(account.Language),
            account.TwoFactorEnabled,
            await own.RecoveryCodesLeftAsync(caller, cancellation),
            account.PinHash is not null,
            account.BadgeDigest is not null,
            await own.IsLinkedAsync(caller, cancellation),
            [.. account.Grants.Select(g => new GrantView(g.Role, g.Facility, g.Area))],
            [.. sessions.Select(s => new OpenSessionView(s.Id, s.Id == caller.SessionId, s.CreatedAt, s.LastSeenAt, s.ExpiresAt, s.Agent, s.Address))]));
    }

    private static async Task<NoContent> Rename(RenameBody body, Caller caller, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.RenameAsync(caller, AccountForm.DisplayName(body.DisplayName), LanguageCode.Read(body.Language), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SetPassword(PasswordBody body, Caller caller, HttpContext http, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.SetPasswordAsync(caller, Needed("current", body.Current), Needed("new", body.New), http, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TotpView>> BeginTotp(AskAgainBody body, Caller caller, HttpContext http, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        var secret = await own.BeginTotpAsync(caller, Needed("password", body.Password), http, cancellation);
        var uri = Totp.Uri(secret, caller.Name);
        return TypedResults.Ok(new TotpView(Totp.Write(secret), uri, QrCode.Rows(uri)));
    }

    private static async Task<Ok<RecoveryCodesView>> ConfirmTotp(CodeBody body, Caller caller, [FromServices] OwnAccount own, CancellationToken cancellation) =>
        TypedResults.Ok(new RecoveryCodesView(await own.ConfirmTotpAsync(caller, Needed("code", body.Code), cancellation)));

    private static async Task<NoContent> RemoveTotp([FromBody] AskAgainBody body, Caller caller, HttpContext http, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.RemoveTotpAsync(caller, Needed("password", body.Password), http, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SetPin(PinBody body, Caller caller, HttpContext http, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.SetPinAsync(caller, Needed("password", body.Password), body.Pin, http, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> BeginLink(AskAgainBody body, Caller caller, HttpContext http, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.BeginLinkAsync(caller, Needed("password", body.Password), http, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveLink([FromBody] AskAgainBody body, Caller caller, HttpContext http, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.RemoveLinkAsync(caller, Needed("password", body.Password), http, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndSession(string id, Caller caller, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.EndSessionsAsync(caller, id, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndOtherSessions(Caller caller, [FromServices] OwnAccount own, CancellationToken cancellation)
    {
        await own.EndSessionsAsync(caller, null, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<FileContentHttpResult> Export(Caller caller, [FromServices] OwnAccount own, CancellationToken cancellation) =>
        TypedResults.File(await own.ExportAsync(caller, cancellation), "application/json", $"{caller.Name}.json");

    private static string Needed(string field, string? text) => string.IsNullOrEmpty(text) ? throw RefusedException.Invalid(field, "Say it.") : text;
}

/// <summary>A picture that a phone's camera reads, as rows of modules for the page to draw.</summary>
internal static class QrCode
{
    public static string[] Rows(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. data.ModuleMatrix.Select(row => string.Concat(row.Cast<bool>().Select(dark => dark ? '1' : '0')))];
    }
}
