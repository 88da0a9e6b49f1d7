using System.Text;
using Microsoft.Extensions.Logging;

namespace Monitoring.History.Influx;

/// <summary>Keeps a point that the server will never take, with the server's words. Durable when the task ends; the line has no line feed.</summary>
internal delegate Task Quarantine(ReadOnlyMemory<byte> line, string words, CancellationToken cancellation);

/// <summary>What became of a batch; together they are all its lines.</summary>
internal readonly record struct Settled(int Taken, int Quarantined, int BeyondRetention);

/// <summary>
/// Sends a batch until every line of it is settled, however long that takes: taken by the server, in quarantine, or older than the server keeps. Several batches may be
/// on their way at a time.
/// </summary>
internal sealed class Delivery(InfluxClient client, InfluxHealth health, Quarantine quarantine, TimeProvider time, ILogger<Delivery> log)
{
    /// <summary>Points refused one by one by a server that takes none at all: then it is the server that is wrong, and quarantine isn't for everything.</summary>
    private const int MostRefused = 64;

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WhenNothingIsTaken = TimeSpan.FromMinutes(5);

    private int refusedInARow;
    private long lastTaken;

    private bool TookLately => Volatile.Read(ref lastTaken) is var at and > 0 && time.GetElapsedTime(at) < Lately;

    /// <exception cref="OperationCanceledException">Nothing is known of the batch: it is to be sent again as a whole, which changes nothing at the server.</exception>
    public async Task<Settled> SettleAsync(LineBatch batch, CancellationToken cancellation)
    {
        while (true)
        {
            var pass = new DeliveryPass(batch);
            await SettlePartAsync(pass, 0, batch.Count, cancellation);
            if (pass.Rejected.Count == 0 || TookLately || Volatile.Read(ref refusedInARow) + pass.Rejected.Count < MostRefused)
            {
                Interlocked.Add(ref refusedInARow, pass.Rejected.Count);
                await PutAwayAsync(pass, cancellation);
                health.Works(InfluxPart.Writing);
                HistoryMetrics.InfluxTaken.Add(pass.Taken);
                HistoryMetrics.InfluxBeyondRetention.Add(pass.BeyondRetention);
                return new Settled(pass.Taken, pass.Quarantined, pass.BeyondRetention);
            }

            health.Failing(InfluxPart.Writing, $"{client.Server} refuses every point, {pass.Rejected.Count} one by one ({pass.Rejected[0].Words}). "
                + $"Does '{client.Options.Database}' hold measurements of others with our names? Clear it, or name an empty one in Influx:Database.", needsPerson: true);
            await Task.Delay(WhenNothingIsTaken, time, cancellation);
        }
    }

    private async Task SettlePartAsync(DeliveryPass pass, int first, int count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return;
        }

        switch (await SendAsync(pass.Batch.Lines(first, count), count, cancellation))
        {
            case WriteOutcome.Taken:
                pass.Taken += count;
                Volatile.Write(ref refusedInARow, 0);
                Volatile.Write(ref lastTaken, Math.Max(1, time.GetTimestamp()));
                await PutAwayAsync(pass, cancellation);
                break;
            case WriteOutcome.BeyondRetention beyond:
                health.Dropping(true, beyond.Dropped);
                pass.BeyondRetention += beyond.Dropped;
                pass.Taken += count - beyond.Dropped;
                break;
            case WriteOutcome.Rejected rejected when count == 1:
                pass.Rejected.Add((first, rejected.Words));
                break;
            case WriteOutcome.TooLarge tooLarge when count == 1:
                pass.Rejected.Add((first, tooLarge.Words));
                break;
            default:
                var half = count / 2;
                await SettlePartAsync(pass, first, half, cancellation);
                await SettlePartAsync(pass, first + half, count - half, cancellation);
                break;
        }
    }

    /// <summary>Sends the same lines until the server has judged them.</summary>
    private async Task<WriteOutcome> SendAsync(ReadOnlyMemory<byte> lines, int count, CancellationToken cancellation)
    {
        for (var failures = 0; ; failures++)
        {
            switch (await client.WriteAsync(lines, count, cancellation))
            {
                case WriteOutcome.Retry retry:
                    health.Failing(InfluxPart.Writing, retry.Why, needsPerson: false);
                    await Task.Delay(Backoff.After(failures, retry.After), time, cancellation);
                    break;
                case WriteOutcome.Misconfigured misconfigured:
                    health.Failing(InfluxPart.Writing, misconfigured.What, needsPerson: true);
                    await Task.Delay(Minute, time, cancellation);
                    break;
                case WriteOutcome.Taken taken:
                    health.Works(InfluxPart.Writing);
                    health.Dropping(false, 0);
                    return taken;
                case WriteOutcome.BeyondRetention beyond:
                    health.Works(InfluxPart.Writing);
                    return beyond;
                case var judged:
                    return judged;
            }
        }
    }

    private async Task PutAwayAsync(DeliveryPass pass, CancellationToken cancellation)
    {
        foreach (var (index, words) in pass.Rejected)
        {
            var line = pass.Batch.Lines(index, 1)[..^1];
            await quarantine(line, words, cancellation);
            HistoryMetrics.InfluxQuarantined.Add(1);
            InfluxLog.Quarantined(log, Encoding.UTF8.GetString(line.Span[..Math.Min(line.Length, 300)]), words);
            pass.Quarantined++;
        }

        pass.Rejected.Clear();
    }
}
