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
/// Compares passwords and codes, and counts what fails. A name that nobody has goes the same way at the same cost as one that somebody has: it is counted, locked, and a digest is
/// computed.
/// </summary>
internal sealed class PasswordGate
{
    private const int LongestName = 256;

    private readonly IDbContextFactory<AccessContext> contexts;
    private readonly PasswordWork work;
    private readonly SecondFactor second;
    private readonly RefusalBook refusals;
    private readonly TimeProvider time;
    private readonly FailureRows rows;
    private readonly FailureBudget budget;

    public PasswordGate(IDbContextFactory<AccessContext> contexts, PasswordWork work, SecondFactor second, RefusalBook refusals, TimeProvider time)
    {
        (this.contexts, this.work, this.second, this.refusals, this.time) = (contexts, work, second, refusals, time);
        rows = new FailureRows(Backoff.OfPerson, 10_000, time);
        budget = new FailureBudget(time);
        AccessMetrics.Observe("monitoring.access.names.kept", "{name}", "Names with failed attempts in a row", () => rows.Count);
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
        return Lock(account, NameOf(account.UserName!), http.Connection.RemoteIpAddress) is { } locked
            ? locked
            : await CheckCodeAsync(context, account, Count(account, NameOf(account.UserName!)), code, asksCode: true, http, cancellation);
    }

    /// <summary>An account's attempts begin anew.</summary>
    public void Forget(string user) => rows.Clear(NameOf(user));

    private async Task<GateAnswer> TryAsync(
        AccessContext context, Account? account, string name, string password, string? code, bool asksCode, HttpContext http, CancellationToken cancellation)
    {
        if (Lock(account, name, http.Connection.RemoteIpAddress) is { } locked)
        {
            return locked;
        }

        var row = Count(account, name);
        var usable = account is { PasswordHash: not null } && CallerLookup.MaySignIn(account) ? account : null;
        return await work.IsRightAsync(usable, usable?.PasswordHash, password, cancellation)
            ? await CheckCodeAsync(context, usable!, row, code, asksCode, http, cancellation)
            : Refuse(GateOutcome.Wrong, usable, row, http);
    }

    private async Task<GateAnswer> CheckCodeAsync(
        AccessContext context, Account account, FailureRows.Row row, string? code, bool asksCode, HttpContext http, CancellationToken cancellation)
    {
        var name = NameOf(account.UserName!);
        if (account.TwoFactorEnabled && asksCode)
        {
            if (string.IsNullOrWhiteSpace(code))
            {
                rows.TakeBack(name, row);
                return new GateAnswer(GateOutcome.CodeNeeded);
            }

            if (!await second.UseAsync(context, account, code, cancellation))
            {
                return Refuse(GateOutcome.CodeWrong, account, row, http);
            }
        }

        rows.Clear(name);
        await context.Users.Where(a => a.Id == account.Id && (a.FailedInRow > 0 || a.LockedUntil != null))
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.FailedInRow, 0).SetProperty(a => a.LockedUntil, (long?)null), cancellation);
        return new GateAnswer(GateOutcome.Open, account, FailedBefore: row.Failures - 1);
    }

    private GateAnswer? Lock(Account? account, string name, IPAddress? address)
    {
        var now = time.GetUtcNow();
        TimeSpan? kept = account?.LockedUntil is { } until && DateTimeOffset.FromUnixTimeMilliseconds(until) - now is { Ticks: > 0 } left ? left : null;
        var wait = rows.LockedFor(name) ?? kept ?? budget.WaitFor(address);
        if (wait is null)
        {
            return null;
        }

        AccessMetrics.Refuse("locked");
        return new GateAnswer(GateOutcome.Locked, Wait: wait.Value);
    }

    /// <summary>Before the attempt, so that attempts side by side can't share one chance.</summary>
    private FailureRows.Row Count(Account? account, string name) => rows.Fail(name, account?.FailedInRow ?? 0);

    private GateAnswer Refuse(GateOutcome outcome, Account? account, FailureRows.Row row, HttpContext http)
    {
        AccessMetrics.Refuse(outcome == GateOutcome.CodeWrong ? "code" : "password");
        budget.Fail(http.Connection.RemoteIpAddress);
        if (account is null)
        {
            refusals.AddStranger(http.Address());
        }
        else if (row.Until > row.At)
        {
            refusals.Add(new RefusedRound("session.refused", AuditSubject.Account(account.UserName!), account.Id, http.Address(), row.Failures, row.Until.ToUnixTimeMilliseconds()));
        }

        return new GateAnswer(outcome);
    }

    private static string NameOf(string user) => user.Trim() is { Length: <= LongestName } name ? name.ToUpperInvariant() : "";
}
