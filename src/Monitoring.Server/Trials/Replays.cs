using System.Threading.RateLimiting;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Replays;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.Server.Stored;

namespace Monitoring.Server.Trials;

/// <summary>Replays rules over the stored readings. It takes one asker at a time, so that what lives keeps the rest of the processor.</summary>
internal sealed class Replays(IReadingHistory history, Plan inForce) : IDisposable
{
    /// <summary>How long before the range it begins: gates have spoken by then, and what began before isn't taken for new.</summary>
    private const long WarmUp = 6 * 60 * 60 * 1000;

    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 8, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Waits for a turn, which lasts until the lease is disposed of; not acquired: too many wait already.</summary>
    public async Task<RateLimitLease> BeginAsync(CancellationToken cancellation)
    {
        ServerMetrics.ReplaysWaiting.Add(1);
        try
        {
            return await turns.AcquireAsync(1, cancellation);
        }
        finally
        {
            ServerMetrics.ReplaysWaiting.Add(-1);
        }
    }

    /// <param name="told">Given each alarm that was raised from <paramref name="from"/> on, with the index of its rule in the scope.</param>
    public Task RunAsync(ReplayScope scope, long from, long to, Action<int, ReplayedAlarm> told, CancellationToken cancellation) =>
        RunAsync(scope, to, new AreaReplay(scope, StartOf(from), from, told), StartOf(from), cancellation);

    /// <param name="watched">Given each live reading of the target, also of the hours before the range, and which rules counted then.</param>
    public Task WatchAsync(ReplayScope scope, long from, long to, Action<Reading, ReadOnlySpan<bool>> watched, CancellationToken cancellation) =>
        RunAsync(scope, to, new AreaReplay(scope, StartOf(from), from, (_, _) => { }) { Watched = watched }, StartOf(from), cancellation);

    private static long StartOf(long from) => Math.Max(0, from - WarmUp);

    private async Task RunAsync(ReplayScope scope, long to, AreaReplay replay, long start, CancellationToken cancellation)
    {
        var columns = scope.Signals.Select(s => StoredColumns.OfReadings(history, inForce.FindSignal(s.Address)?.Number, start, to)).ToArray();
        while (true)
        {
            foreach (var column in columns)
            {
                await column.FillAsync(cancellation);
            }

            if (Array.TrueForAll(columns, c => c.IsEmpty))
            {
                break;
            }

            Merge(columns, replay);
        }

        replay.End(to);
    }

    /// <returns>Time of the oldest reading in the range; null: none is stored.</returns>
    public async Task<long?> FirstReadingAsync(Signal signal, long from, long to, CancellationToken cancellation) =>
        inForce.FindSignal(signal.Address) is { } known && await history.ReadAsync(known.Number, from, to, 1, cancellation) is [var first] ? first.Time : null;

    public void Dispose() => turns.Dispose();

    /// <summary>In the order of time, until a column has to be filled again.</summary>
    private static void Merge(StoredColumn<Reading>[] columns, AreaReplay replay)
    {
        while (true)
        {
            var next = 0;
            for (var i = 1; i < columns.Length; i++)
            {
                next = columns[i].Time < columns[next].Time ? i : next;
            }

            if (columns[next].IsEmpty)
            {
                return;
            }

            replay.Take(columns[next].Take() with { Signal = next });
            if (columns[next].IsHollow)
            {
                return;
            }
        }
    }
}
