using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Grains.Ports;
using Monitoring.History.Store;

namespace Monitoring.History.Influx;

/// <summary>
/// Follows the journal of alarms and sends its entries to InfluxDB, in order and at least once, behind a durable cursor: the number of the last entry that the server has
/// settled. Nothing is queued; what isn't sent lies in the record book.
/// </summary>
internal sealed partial class AlarmPoints(ReadingStore store, IAlarmRecords records, Delivery delivery, TimeProvider time, ILogger<AlarmPoints> log) : BackgroundService
{
    /// <summary>Entries before the cursor that are read again, because one after it may share its time with them.</summary>
    private const int Context = 100;

    private const int PageSize = 1_000;

    /// <summary>How long an entry may wait for its page.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly JournalCursor cursor = new(store);
    private readonly LineBatch batch = new();

    /// <summary>Sends what the journal holds after the cursor, as much as fits into one page.</summary>
    /// <returns>False: that was all.</returns>
    /// <exception cref="IOException">The record book can't be read now.</exception>
    internal async Task<bool> SendPageAsync(CancellationToken cancellation)
    {
        var sent = await cursor.ReadAsync(cancellation);
        var page = await records.ReadAfterAsync(Math.Max(0, sent - Context), PageSize, cancellation);
        if (sent > 0 && (page.IsEmpty || page[0].Number > sent))
        {
            // Another record book lies there, or an older copy: what it holds is sent again, which changes nothing that is there already.
            LogBookReplaced(log, sent);
            await cursor.WriteAsync(0);
            return true;
        }

        if (page.IsEmpty || page[^1].Number == sent)
        {
            return false;
        }

        batch.Clear();
        AlarmLines.Add(batch, page, sent);
        await delivery.SettleAsync(batch, cancellation);
        await cursor.WriteAsync(page[^1].Number);
        return page.Length == PageSize;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, time, stoppingToken);
                pause = await SendPageAsync(stoppingToken) ? TimeSpan.Zero : Pause;
                if (failures > 0)
                {
                    LogRecovered(log);
                    failures = 0;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                HistoryMetrics.InfluxAlarmFailures.Add(1);
                if (failures == 0)
                {
                    LogFailed(log, e);
                }

                pause = Backoff.After(failures++, null);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Alarms can't be read from the record book, or their cursor can't be kept, so that InfluxDB doesn't get them: it is tried again until it works, and none is left out. Check the disk of Data:Directory.")]
    private static partial void LogFailed(ILogger log, Exception reason);

    [LoggerMessage(LogLevel.Information, "Alarms go to InfluxDB again.")]
    private static partial void LogRecovered(ILogger log);

    [LoggerMessage(LogLevel.Warning, "InfluxDB has had the journal up to number {Number}, which this record book doesn't reach: it was replaced. The whole journal is sent again.")]
    private static partial void LogBookReplaced(ILogger log, long number);
}
