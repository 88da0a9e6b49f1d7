using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access.SignIn;

/// <summary>A round of refused attempts that ended in a lock.</summary>
/// <param name="What">For the audit trail: <c>session.refused</c>, <c>kiosk.refused</c>.</param>
/// <param name="AccountId">Null: it was about no account.</param>
/// <param name="LockedUntil">Unix ms, UTC.</param>
/// <param name="Everywhere">The lock is the name's, not one address's or kiosk's: the account keeps it.</param>
internal sealed record RefusedRound(string What, string Subject, string? AccountId, string From, int Failures, long LockedUntil, bool Everywhere);

/// <summary>
/// Writes locks to the accounts and refusals to the audit trail, beside the requests: neither does a guesser see by the time whether a name exists, nor fill the disk. One entry
/// for a round, and one in a quarter of an hour for all names that nobody has.
/// </summary>
internal sealed partial class RefusalBook(IServiceScopeFactory scopes, TimeProvider time, ILogger<RefusalBook> logger) : BackgroundService
{
    public static readonly TimeSpan StrangersEvery = TimeSpan.FromMinutes(15);

    private readonly Channel<RefusedRound> rounds = Channel.CreateBounded<RefusedRound>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private DateTimeOffset strangersFrom;
    private int strangers;

    public void Add(RefusedRound round) => rounds.Writer.TryWrite(round);

    /// <summary>Counts an attempt with a name that nobody has. The name isn't kept: it may be a password that was typed into the wrong field.</summary>
    public void AddStranger(string from)
    {
        var now = time.GetUtcNow();
        int count;
        lock (gate)
        {
            strangers++;
            if (now - strangersFrom < StrangersEvery)
            {
                return;
            }

            (count, strangers, strangersFrom) = (strangers, 0, now);
        }

        Add(new RefusedRound("session.refused", "session", null, from, count, 0, false));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        AccessMetrics.Observe("monitoring.access.refusals.waiting", "{entry}", "Rounds of refused attempts that aren't written yet", () => rounds.Reader.Count);
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WriteAsync(await rounds.Reader.ReadAsync(stoppingToken), stoppingToken);
                failing = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                AccessMetrics.Refuse("unwritten");
                if (!failing)
                {
                    failing = true;
                    LogUnwritten(failure);
                }

                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WriteAsync(RefusedRound round, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<AccessBook>();
        await book.ChangeAsync(
            new AuditNote("nobody", round.From, round.What),
            async draft =>
            {
                var account = round.AccountId is { } id ? await book.Context.Users.Include(a => a.Grants).FirstOrDefaultAsync(a => a.Id == id, cancellation) : null;
                if (account is not null && round.Everywhere && round.LockedUntil > time.GetUtcNow().ToUnixTimeMilliseconds())
                {
                    // One that is over already would count against whoever has signed in since.
                    (account.FailedInRow, account.LockedUntil) = (round.Failures, round.LockedUntil);
                }

                draft.Subject = round.Subject;
                draft.Facility = account is null ? null : People.PeopleRules.FacilityOf(account);
                draft.After = new { failures = round.Failures, lockedUntil = round.LockedUntil == 0 ? null : (long?)round.LockedUntil };
            },
            cancellation);
    }

    [LoggerMessage(LogLevel.Error, "Refused attempts to sign in can't be written to the audit trail; they go on being refused. Look at the access database (Data:Directory or Access:PostgreSql).")]
    private partial void LogUnwritten(Exception failure);
}
