using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Monitoring.Records.Access;
using Monitoring.Server.Access.People;
using Monitoring.Server.Access.Sessions;

namespace Monitoring.Server.Access.SingleSignOn;

/// <summary>
/// Whose account the provider's person is: by a link that was made while signed in, or, the first time, by the verified e-mail address that whoever manages people gave the account. Nobody
/// gets an account by signing in elsewhere.
/// </summary>
internal sealed partial class SingleSignOnDesk(AccessBook book, SessionDesk sessions, CallerLookup lookup, ILogger<SingleSignOnDesk> logger)
{
    public const string FailurePage = "/sign-in?failed=single-sign-on";

    private const string Provider = "OpenIdConnect";
    private const string LinkSession = "link";

    /// <summary>Sends the browser to the provider.</summary>
    /// <param name="back">Where it goes afterwards; only a path of our own.</param>
    /// <param name="linking">Who wants their account linked; null: somebody signs in.</param>
    /// <exception cref="RefusedException">Who wants a link hasn't given the password for it.</exception>
    public async Task BeginAsync(HttpContext http, string? back, Caller? linking)
    {
        var properties = new AuthenticationProperties { RedirectUri = IsOwn(back) ? back : "/" };
        if (linking is not null)
        {
            if (!await sessions.UseStepUpAsync(linking.SessionId!, http.RequestAborted))
            {
                throw RefusedException.Forbidden("Begin on your account page: linking asks for the password, with POST /api/v1/account/single-sign-on, and lets you go on once within five minutes.");
            }

            // Comes back encrypted: the answer arrives without the session's cookie, which isn't sent from other sites.
            properties.Items[LinkSession] = linking.SessionId;
        }

        try
        {
            await http.ChallengeAsync(SingleSignOnModule.Scheme, properties);
        }
        catch (Exception away) when (away is HttpRequestException or IOException or InvalidOperationException or TaskCanceledException)
        {
            Failed(away);
            http.Response.Redirect(FailurePage);
        }
    }

    /// <param name="back">Where it was to go, as we said when it left.</param>
    /// <returns>Where the browser goes next.</returns>
    public async Task<string> AcceptAsync(ClaimsPrincipal person, AuthenticationProperties properties, string? back, HttpContext http, CancellationToken cancellation)
    {
        if (person.FindFirst("sub") is not { Value.Length: > 0 } subject)
        {
            Failed(null);
            return FailurePage;
        }

        try
        {
            var key = Secret.Digest($"{subject.Issuer}\n{subject.Value}");
            if (properties.Items.TryGetValue(LinkSession, out var session) && session is not null)
            {
                await LinkAsync(session, key, http, cancellation);
            }
            else if (await FindAsync(key, person, http, cancellation) is { } account)
            {
                await sessions.OpenAsync(account, "single sign-on", 0, http, cancellation);
            }
            else
            {
                AccessMetrics.Refuse("single sign-on");
                return FailurePage;
            }

            return IsOwn(back) ? back! : "/";
        }
        catch (RefusedException)
        {
            AccessMetrics.Refuse("single sign-on");
            return FailurePage;
        }
    }

    public void Failed(Exception? why) => LogFailed(why?.Message ?? "it names nobody", why);

    private async Task LinkAsync(string session, string key, HttpContext http, CancellationToken cancellation)
    {
        var caller = await lookup.StillValidAsync(new Caller(CallerKind.Person, "", "", "", Domain.People.Permissions.None, http.Address(), session), cancellation)
            ?? throw RefusedException.Unknown("session", "Sign in again.");
        await AddLinkAsync(caller.Id, caller.Name, key, "link", http, cancellation);
    }

    private async Task<Account?> FindAsync(string key, ClaimsPrincipal person, HttpContext http, CancellationToken cancellation)
    {
        var known = await book.Context.UserLogins.AsNoTracking().FirstOrDefaultAsync(l => l.LoginProvider == Provider && l.ProviderKey == key, cancellation);
        if (known is not null)
        {
            return await book.Context.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == known.UserId, cancellation);
        }

        var email = person.FindFirst("email")?.Value.Trim().ToUpperInvariant();
        if (string.IsNullOrEmpty(email) || !string.Equals(person.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var account = await book.Context.Users.AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedEmail == email && a.DisabledAt == null && a.ErasedAt == null, cancellation);
        if (account is null || await book.Context.UserLogins.AnyAsync(l => l.UserId == account.Id, cancellation))
        {
            return null;
        }

        await AddLinkAsync(account.Id, account.UserName!, key, "e-mail", http, cancellation);
        return account;
    }

    /// <summary>An account has one link; a person of the provider has one account.</summary>
    private Task AddLinkAsync(string accountId, string user, string key, string by, HttpContext http, CancellationToken cancellation) => book.ChangeAsync(
        new AuditNote(user, http.Address(), "account.single-sign-on"),
        async draft =>
        {
            if (await book.Context.UserLogins.AnyAsync(l => l.LoginProvider == Provider && l.ProviderKey == key && l.UserId != accountId, cancellation))
            {
                throw RefusedException.Conflict("Somebody else is linked to this person of the provider.", "Remove that link first.");
            }

            var account = await book.Context.Users.AsNoTracking().Include(a => a.Grants).FirstAsync(a => a.Id == accountId, cancellation);
            if (!CallerLookup.MaySignIn(account))
            {
                // Disabled or erased since: nothing of the person may come back.
                throw RefusedException.Forbidden("This account can't be used any more.");
            }

            await book.Context.UserLogins.Where(l => l.UserId == accountId).ExecuteDeleteAsync(cancellation);
            book.Context.UserLogins.Add(new IdentityUserLogin<string> { LoginProvider = Provider, ProviderKey = key, UserId = accountId });
            draft.Subject = AuditSubject.Account(user);
            draft.Facility = PeopleRules.FacilityOf(account);
            draft.After = new { by };
        },
        cancellation);

    private static bool IsOwn(string? path) => path is ['/'] or ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl);

    [LoggerMessage(LogLevel.Warning, "Single sign-on failed: {Why}. See that Access:OpenIdConnect names the provider's address, our id there and its secret, and that the provider knows our address with /api/v1/session/single-sign-on/callback.")]
    private partial void LogFailed(string why, Exception? failure);
}
