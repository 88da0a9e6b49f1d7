using System.Net;
using Microsoft.EntityFrameworkCore;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Passwords;

namespace Monitoring.Server.Access.SignIn;

internal enum GateOutcome
{
    Open,

    /// <summary>Name or password.</summary>
    Wrong,
    CodeNeeded,
    CodeWrong,
    Locked,
}

/// <param name="Account">Only when open.</param>
/// <param name="Wait">When locked: for how long.</param>
/// <param name="FailedBefore">When open: attempts in a row before this one that failed.</param>
internal sealed record GateAnswer(GateOutcome Outcome, Account? Account = null, TimeSpan Wait = default, int FailedBefore = 0);

/// <summary>
/// Compares passwords and codes, and counts what fails: for the name from one address, for the name from wherever (much later, or anybody could shut anybody else out), and for the
/// address. A name that nobody has goes the same way at the same cost as one that somebody has: it is counted, locked, and a digest is computed.
/// </summary>
internal sealed class PasswordGate
{
    private const int LongestName = 256;

    private readonly IDbContextFactory<AccessContext> contexts;
    private readonly PasswordWork work;
    private readonly SecondFactor second;
    private readonly RefusalBook refusals;
    private readonly TimeProvider time;
    private readonly FailureRows names;
    private readonly FailureRows pairs;
    private readonly FailureBudget budget;

    public PasswordGate(IDbContextFactory<AccessContext> contexts, PasswordWork work, SecondFactor second, RefusalBook refusals, TimeProvider time)
    {
        (this.contexts, this.work, this.second, this.refusals, this.time) = (contexts, work, second, refusals, time);
        names = new FailureRows(Backoff.OfName, 10_000, time);
        pairs = new FailureRows(Backoff.OfPerson, 10_000, time);
        budget = new FailureBudget(time);
        AccessMetrics.Observe("monitoring.access.names.kept", "{name}", "Names with failed attempts in a row", () => names.Count);
        AccessMetrics.Observe("monitoring.access.pairs.kept", "{pair}", "Names with failed attempts in a row from one address", () => pairs.Count);
        AccessMetrics.Observe("monitoring.access.addresses.kept", "{address}", "Addresses that failed attempts came from", () => budget.Count);
    }

    /// <param name="code">Of the second factor; null or empty: none was given.</param>
    public async Task<GateAnswer> TryAsync(string user, string password, string? code, HttpContext http, CancellationToken cancellation)
    {
        var name = NameOf(user);
        if (Lock(null, name, http.Connection.RemoteIpAddress) is { } locked)
        {
            return locked;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = await context.Users.AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedUserName == name, cancellation);
        return await TryAsync(context, account, name, password, code, asksCode: true, http, cancellation);
    }

    /// <summary>Asks somebody who is signed in for the password again.</summary>
    public async Task<GateAnswer> TryAgainAsync(string accountId, string password, HttpContext http, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = await context.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId, cancellation);
        return await TryAsync(context, account, NameOf(account?.UserName ?? accountId), password, null, asksCode: false, http, cancellation);
    }

    /// <summary>Asks for a code alone, where a link stands for the password.</summary>
    public async Task<GateAnswer> TryCodeAsync(Account account, string? code, HttpContext http, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await CountedAsync(
            account, NameOf(account.UserName!), http, attempt => CheckCodeAsync(context, account, attempt, code, asksCode: true, http, cancellation));
    }

    /// <summary>An account's attempts begin anew, from wherever they came.</summary>
    public void Forget(string user)
    {
        names.Clear(NameOf(user));
        pairs.Clear(NameOf(user));
    }

    private Task<GateAnswer> TryAsync(
        AccessContext context, Account? account, string name, string password, string? code, bool asksCode, HttpContext http, CancellationToken cancellation)
    {
        var usable = account is { PasswordHash: not null } && CallerLookup.MaySignIn(account) ? account : null;
        return CountedAsync(account, name, http, async attempt => await work.IsRightAsync(usable, usable?.PasswordHash, password, cancellation)
            ? await CheckCodeAsync(context, usable!, attempt, code, asksCode, http, cancellation)
            : Refuse(GateOutcome.Wrong, usable, attempt, http));
    }

    /// <summary>Counts the attempt and lets its address pay before it is made, so that attempts side by side can't share one chance.</summary>
    private async Task<GateAnswer> CountedAsync(Account? account, string name, HttpContext http, Func<Attempt, Task<GateAnswer>> attemptAsync)
    {
        var address = FailureBudget.KeyOf(http.Connection.RemoteIpAddress);
        if (Lock(account, name, address) is { } locked)
        {
            return locked;
        }

        if (budget.Take(address) is { } wait)
        {
            return Locked(wait);
        }

        var attempt = new Attempt(name, address, pairs.Fail(name, address), names.Fail(name, null, FailedBefore(account)));
        try
        {
            return await attemptAsync(attempt);
        }
        catch
        {
            // The name didn't fail, and must not be locked by who breaks off or by an outage. The address has paid, or that would be free.
            TakeBack(attempt);
            throw;
        }
    }

    private async Task<GateAnswer> CheckCodeAsync(
        AccessContext context, Account account, Attempt attempt, string? code, bool asksCode, HttpContext http, CancellationToken cancellation)
    {
        if (account.TwoFactorEnabled && asksCode)
        {
            if (string.IsNullOrWhiteSpace(code))
            {
                TakeBack(attempt);
                budget.GiveBack(attempt.Address);
                return new GateAnswer(GateOutcome.CodeNeeded);
            }

            if (!await second.UseAsync(context, account, code, cancellation))
            {
                return Refuse(GateOutcome.CodeWrong, account, attempt, http);
            }
        }

        names.Clear(attempt.Name);
        pairs.Clear(attempt.Name, attempt.Address);
        budget.GiveBack(attempt.Address);
        await context.Users.Where(a => a.Id == account.Id && (a.FailedInRow > 0 || a.LockedUntil != null))
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.FailedInRow, 0).SetProperty(a => a.LockedUntil, (long?)null), cancellation);
        return new GateAnswer(GateOutcome.Open, account, FailedBefore: attempt.Everywhere.Failures - 1);
    }

    private GateAnswer? Lock(Account? account, string name, IPAddress? address)
    {
        // One that is further off than any wait was written before the clock was set back.
        TimeSpan? kept = account?.LockedUntil is { } until && DateTimeOffset.FromUnixTimeMilliseconds(until) - time.GetUtcNow() is { Ticks: > 0 } left && left <= Backoff.OfName.Longest
            ? left
            : null;
        return (names.LockedFor(name) ?? kept ?? pairs.LockedFor(name, FailureBudget.KeyOf(address)) ?? budget.WaitFor(address)) is { } wait ? Locked(wait) : null;
    }

    private static GateAnswer Locked(TimeSpan wait)
    {
        AccessMetrics.Refuse("locked");
        return new GateAnswer(GateOutcome.Locked, Wait: wait);
    }

    /// <summary>Those that the account keeps, from before a start or from another node. They age as those in memory do, from the last failure on.</summary>
    private int FailedBefore(Account? account)
    {
        if (account is not { LockedUntil: { } until })
        {
            return 0;
        }

        var last = DateTimeOffset.FromUnixTimeMilliseconds(until) - Backoff.OfName.After(account.FailedInRow);
        return (time.GetUtcNow() - last).Duration() < Backoff.Forgotten ? account.FailedInRow : 0;
    }

    private void TakeBack(Attempt attempt)
    {
        pairs.TakeBack(attempt.Name, attempt.Address, attempt.Here);
        names.TakeBack(attempt.Name, null, attempt.Everywhere);
    }

    private GateAnswer Refuse(GateOutcome outcome, Account? account, Attempt attempt, HttpContext http)
    {
        AccessMetrics.Refuse(outcome == GateOutcome.CodeWrong ? "code" : "password");
        var everywhere = attempt.Everywhere.Until > attempt.Everywhere.At;
        var row = everywhere ? attempt.Everywhere : attempt.Here;
        if (account is null)
        {
            refusals.AddStranger(http.Address());
        }
        else if (row.Until > row.At)
        {
            refusals.Add(new RefusedRound(
                "session.refused", AuditSubject.Account(account.UserName!), account.Id, http.Address(), row.Failures, row.Until.ToUnixTimeMilliseconds(), everywhere));
        }

        return new GateAnswer(outcome);
    }

    private static string NameOf(string user) => user.Trim() is { Length: <= LongestName } name ? name.ToUpperInvariant() : "";

    /// <summary>What one attempt was counted as.</summary>
    /// <param name="Here">For the name from this address.</param>
    private sealed record Attempt(string Name, IPAddress Address, FailureRows.Row Here, FailureRows.Row Everywhere);
}
