using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Passwords;
using Monitoring.Server.Access.Sessions;
using Monitoring.Server.Access.SignIn;

namespace Monitoring.Server.Access.People;

/// <summary>What people change about themselves. What would let somebody at an unlocked screen take the account over asks for the password again.</summary>
/// <exception cref="RefusedException">It isn't allowed, or not possible.</exception>
internal sealed class OwnAccount(AccessBook book, SessionDesk sessions, PasswordGate gate, PasswordRule rule, PasswordWork work, SecondFactor second, PersonalData personal)
{
    public async Task<Account> GetAsync(Caller caller, CancellationToken cancellation) =>
        await book.Context.Users.AsNoTracking().Include(a => a.Grants).FirstAsync(a => a.Id == caller.Id, cancellation);

    public Task<List<Session>> SessionsAsync(Caller caller, CancellationToken cancellation) => sessions.ListAsync(caller.Id, cancellation);

    public Task<bool> IsLinkedAsync(Caller caller, CancellationToken cancellation) => book.Context.UserLogins.AnyAsync(l => l.UserId == caller.Id, cancellation);

    public Task<int> RecoveryCodesLeftAsync(Caller caller, CancellationToken cancellation) => SecondFactor.CountRecoveryCodesAsync(book.Context, caller.Id, cancellation);

    public Task RenameAsync(Caller caller, string displayName, Language language, CancellationToken cancellation) => ChangeAsync(caller, "account.change", (account, draft) =>
    {
        draft.Private = new { before = account.Name, after = displayName };
        (account.Name, account.Language) = (displayName, language);
        return Task.CompletedTask;
    }, cancellation);

    /// <summary>Ends every other session.</summary>
    public async Task SetPasswordAsync(Caller caller, string current, string password, HttpContext http, CancellationToken cancellation)
    {
        var account = await AskAgainAsync(caller, current, http, cancellation);
        if (rule.WhyNot(password, account.UserName!, account.Name) is { Length: > 0 } why)
        {
            throw RefusedException.Invalid("new", why);
        }

        var hash = await work.HashAsync(account, password, cancellation);
        await ChangeAsync(caller, "account.password", async (mine, draft) =>
        {
            (mine.PasswordHash, mine.SecurityStamp) = (hash, Guid.NewGuid().ToString());
            draft.After = new { endedSessions = await sessions.EndAllAsync(mine.Id, caller.SessionId, cancellation) };
        }, cancellation);
    }

    /// <returns>A secret that counts once a code of it is shown.</returns>
    public async Task<byte[]> BeginTotpAsync(Caller caller, string password, HttpContext http, CancellationToken cancellation)
    {
        var account = await AskAgainAsync(caller, password, http, cancellation);
        return await second.BeginAsync(book.Context, account, cancellation);
    }

    /// <returns>The recovery codes, shown once.</returns>
    public async Task<string[]> ConfirmTotpAsync(Caller caller, string code, CancellationToken cancellation)
    {
        string[]? codes = null;
        await ChangeAsync(caller, "account.totp.on", async (account, draft) =>
        {
            codes = await second.ConfirmAsync(book.Context, account, code.Trim(), cancellation)
                ?? throw RefusedException.Wrong("codeWrong", "That isn't the code that the app shows now. Compare the clocks of both, and begin again if the picture is an old one.");
            draft.After = new { totp = true };
        }, cancellation);
        return codes!;
    }

    public async Task RemoveTotpAsync(Caller caller, string password, HttpContext http, CancellationToken cancellation)
    {
        await AskAgainAsync(caller, password, http, cancellation);
        await ChangeAsync(caller, "account.totp.off", async (account, draft) =>
        {
            await SecondFactor.RemoveAsync(book.Context, account, cancellation);
            draft.After = new { totp = false };
        }, cancellation);
    }

    /// <param name="pin">Null: none any more.</param>
    public async Task SetPinAsync(Caller caller, string password, string? pin, HttpContext http, CancellationToken cancellation)
    {
        if (pin is not null && Pin.WhyNot(pin) is { } why)
        {
            throw RefusedException.Invalid("pin", why);
        }

        var account = await AskAgainAsync(caller, password, http, cancellation);
        var hash = pin is null ? null : await work.HashAsync(account, pin, cancellation);
        await ChangeAsync(caller, "account.pin", (mine, draft) =>
        {
            mine.PinHash = hash;
            draft.After = new { pin = hash is not null };
            return Task.CompletedTask;
        }, cancellation);
    }

    /// <summary>Lets this session link the account at a single sign-on, once, within five minutes.</summary>
    public async Task BeginLinkAsync(Caller caller, string password, HttpContext http, CancellationToken cancellation)
    {
        await AskAgainAsync(caller, password, http, cancellation);
        await sessions.StepUpAsync(caller.SessionId!, cancellation);
    }

    public async Task RemoveLinkAsync(Caller caller, string password, HttpContext http, CancellationToken cancellation)
    {
        await AskAgainAsync(caller, password, http, cancellation);
        await ChangeAsync(caller, "account.single-sign-on.off", async (account, draft) =>
        {
            if (await book.Context.UserLogins.Where(l => l.UserId == account.Id).ExecuteDeleteAsync(cancellation) == 0)
            {
                throw RefusedException.Unknown("link", "This account isn't linked at a single sign-on.");
            }

            draft.After = new { linked = false };
        }, cancellation);
    }

    /// <param name="id">Null: all but this one.</param>
    public Task EndSessionsAsync(Caller caller, string? id, CancellationToken cancellation) => ChangeAsync(caller, "account.sessions.end", async (account, draft) =>
    {
        var ended = id is null ? await sessions.EndAllAsync(account.Id, caller.SessionId, cancellation) : await sessions.EndOneAsync(account.Id, id, cancellation);
        if (id is not null && ended == 0)
        {
            throw RefusedException.Unknown("session", "GET /api/v1/account lists yours.");
        }

        draft.After = new { ended };
    }, cancellation);

    public async Task<byte[]> ExportAsync(Caller caller, CancellationToken cancellation)
    {
        byte[]? file = null;
        await ChangeAsync(caller, "account.export", async (account, _) => file = await personal.ExportAsync(account.Id, cancellation), cancellation);
        return file!;
    }

    private async Task<Account> AskAgainAsync(Caller caller, string password, HttpContext http, CancellationToken cancellation) =>
        Answers.Require(await gate.TryAgainAsync(caller.Id, password, http, cancellation)).Account!;

    private Task ChangeAsync(Caller caller, string what, Func<Account, AuditDraft, Task> work, CancellationToken cancellation) => book.ChangeAsync(
        new AuditNote(caller.Name, caller.From, what),
        async draft =>
        {
            var account = await book.Context.Users.Include(a => a.Grants).FirstAsync(a => a.Id == caller.Id, cancellation);
            if (!CallerLookup.MaySignIn(account))
            {
                // Disabled or erased since the request came in: nothing of the person may come back.
                throw RefusedException.Forbidden("This account can't be used any more. Ask whoever manages people.");
            }

            draft.Subject = AuditSubject.Account(caller.Name);
            draft.Facility = PeopleRules.FacilityOf(account);
            await work(account, draft);
        },
        cancellation);
}
