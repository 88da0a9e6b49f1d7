using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Monitoring.Records.Access.Database;

/// <summary>Asks every 2 s whether another process has changed something. A failure is said by <see cref="AccessHealth"/>, and it is asked again.</summary>
internal sealed class AccessPoll(IDbContextFactory<AccessContext> contexts, AccessDatabase database, AccessChanges changes, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AskAsync(stoppingToken);
                database.Health.Reads();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                AccessMetrics.Polls.Add(1);
                database.Health.ReadsNot(database.WhyBroken(e) ?? $"{database.Name} can't be read ({e.Message}).");
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (database.Health.IsRefusingChanges)
        {
            // Nobody may change anything for days: whether it could be written again is tried out.
            await context.State.ExecuteUpdateAsync(s => s.SetProperty(r => r.Changes, r => r.Changes), cancellation);
            database.Health.Writes();
        }

        changes.Seen(await context.State.Select(s => s.Changes).SingleAsync(cancellation));
    }
}
