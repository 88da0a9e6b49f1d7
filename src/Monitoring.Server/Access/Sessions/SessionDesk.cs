using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access.Sessions;

/// <summary>Begins and ends sessions. The browser keeps a secret, the database its digest: a session can be ended from anywhere at once.</summary>
internal sealed class SessionDesk(AccessBook book, IOptions<SignInOptions> options, TimeProvider time)
{
    private const int MostOfOne = 50;
    private const int LongestAgent = 200;

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(30);
    private static readonly TimeSpan StepUpLife = TimeSpan.FromMinutes(5);

    /// <summary>Signs the person in in this browser. Whatever session it had ends, and the secret is a new one, so that nobody can have put theirs there before.</summary>
    /// <param name="with">What they showed: <c>password</c>, <c>invitation</c>, <c>single sign-on</c>.</param>
    public async Task<Caller> OpenAsync(Account account, string with, int failedBefore, HttpContext http, CancellationToken cancellation)
    {
        var caller = await book.ChangeAsync(new AuditNote(account.UserName!, http.Address(), "session.open"), draft => AddAsync(draft, account.Id, with, failedBefore, http, cancellation), cancellation);
        AccessMetrics.SignIn(with);
        return caller;
    }

    /// <summary>Ends what the browser has.</summary>
    public async Task CloseAsync(Caller caller, HttpContext http, CancellationToken cancellation)
    {
        Cookie.Session.Delete(http);
        await book.ChangeAsync(
            new AuditNote(caller.Name, caller.From, "session.close"),
            async draft =>
            {
                draft.Subject = AuditSubject.Account(caller.Name);
                await EndAsync(s => s.Id == caller.SessionId, cancellation);
            },
            cancellation);
    }

    /// <summary>The password was asked for again.</summary>
    public Task StepUpAsync(string id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return book.Context.Sessions.Where(s => s.Id == id && s.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.StepUpAt, now), cancellation);
    }

    /// <summary>Uses up, once, that the password was asked for again a moment ago.</summary>
    /// <returns>False: it wasn't, or was used.</returns>
    public async Task<bool> UseStepUpAsync(string id, CancellationToken cancellation)
    {
        var oldest = (time.GetUtcNow() - StepUpLife).ToUnixTimeMilliseconds();
        return await book.Context.Sessions.Where(s => s.Id == id && s.RevokedAt == null && s.StepUpAt > oldest)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.StepUpAt, (long?)null), cancellation) == 1;
    }

    /// <summary>Ends an account's sessions, inside of a change.</summary>
    /// <param name="but">One that goes on; null: none.</param>
    public Task<int> EndAllAsync(string account, string? but, CancellationToken cancellation) => EndAsync(s => s.AccountId == account && s.Id != but, cancellation);

    /// <summary>Ends one of an account's sessions, inside of a change.</summary>
    public Task<int> EndOneAsync(string account, string id, CancellationToken cancellation) => EndAsync(s => s.AccountId == account && s.Id == id, cancellation);

    /// <summary>Those that are in force, the last used first.</summary>
    public async Task<List<Session>> ListAsync(string account, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var idle = now - (long)options.Value.SessionIdle.TotalMilliseconds;
        return await book.Context.Sessions.AsNoTracking()
            .Where(s => s.AccountId == account && s.RevokedAt == null && s.ExpiresAt > now && s.LastSeenAt > idle)
            .OrderByDescending(s => s.LastSeenAt).ToListAsync(cancellation);
    }

    private async Task<Caller> AddAsync(AuditDraft draft, string accountId, string with, int failedBefore, HttpContext http, CancellationToken cancellation)
    {
        var account = await book.Context.Users.Include(a => a.Grants).SingleAsync(a => a.Id == accountId, cancellation);
        if (!CallerLookup.MaySignIn(account))
        {
            throw RefusedException.Wrong("wrong", "This account can't be used. Ask whoever manages people.");
        }

        var (now, secret) = (time.GetUtcNow(), Secret.New());
        var at = now.ToUnixTimeMilliseconds();
        if (Cookie.Session.Read(http.Request) is { } old)
        {
            var oldId = Secret.Digest(old);
            await EndAsync(s => s.Id == oldId, cancellation);
        }

        await TidyAsync(account.Id, at, cancellation);
        var session = new Session
        {
            Id = Secret.Digest(secret),
            AccountId = account.Id,
            CreatedAt = at,
            LastSeenAt = at,
            ExpiresAt = (now + options.Value.SessionLife).ToUnixTimeMilliseconds(),
            Agent = http.Request.Headers.UserAgent.ToString() is { Length: > LongestAgent } agent ? agent[..LongestAgent] : http.Request.Headers.UserAgent.ToString(),
            Address = http.Address(),
        };
        book.Context.Sessions.Add(session);
        draft.Subject = AuditSubject.Account(account.UserName!);
        draft.Facility = People.PeopleRules.FacilityOf(account);
        draft.After = new { with, failedBefore };
        Cookie.Session.Write(http, secret, options.Value.SessionLife);
        return new Caller(CallerKind.Person, account.Id, account.UserName!, account.Name, CallerLookup.PermissionsOf(account), http.Address(), session.Id);
    }

    /// <summary>What ended long ago goes, and so does the oldest of too many.</summary>
    private async Task TidyAsync(string account, long now, CancellationToken cancellation)
    {
        var old = now - (long)KeptAfterEnd.TotalMilliseconds;
        await book.Context.Sessions.Where(s => s.AccountId == account && (s.RevokedAt < old || s.ExpiresAt < old)).ExecuteDeleteAsync(cancellation);
        var tooMany = await book.Context.Sessions.Where(s => s.AccountId == account && s.RevokedAt == null)
            .OrderByDescending(s => s.LastSeenAt).Select(s => s.Id).Skip(MostOfOne - 1).ToListAsync(cancellation);
        await EndAsync(s => tooMany.Contains(s.Id), cancellation);
    }

    private Task<int> EndAsync(System.Linq.Expressions.Expression<Func<Session, bool>> which, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return book.Context.Sessions.Where(which).Where(s => s.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, now), cancellation);
    }
}
