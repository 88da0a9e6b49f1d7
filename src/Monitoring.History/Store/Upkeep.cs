using Microsoft.Extensions.Hosting;

namespace Monitoring.History.Store;

/// <summary>Seals every few seconds what is due, and enforces retention and size cap now and then.</summary>
internal sealed class Upkeep(ReadingStore store, Sealer sealer, Retention retention) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(store.Options.SealInterval, store.Time);
        long? enforced = null;
        do
        {
            try
            {
                await sealer.SealAsync(stoppingToken);
                if (enforced is null || store.Time.GetElapsedTime(enforced.Value) >= store.Options.RetentionInterval)
                {
                    await retention.EnforceAsync(stoppingToken);
                    enforced = store.Time.GetTimestamp();
                }

                store.UpkeepWorked();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                store.UpkeepFailed(e);
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
