using System.Collections.Concurrent;
using System.Collections.Immutable;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store.Rollups;

namespace Monitoring.History.Store;

/// <summary>Answers from the embedded store. SQLite is synchronous, so that every answer is made on the thread pool.</summary>
internal sealed class ReadingHistory(ReadingStore store) : IReadingHistory
{
    private const int MostBuckets = 10_000;
    private const int MostReadings = 100_000;

    private readonly SeriesReader reader = new(store);
    private readonly RangeReader ranges = new(store);
    private readonly RollupReader rollups = new(store);
    private readonly ConcurrentDictionary<int, Point?> newestSealed = new();

    public Task<ImmutableArray<Reading?>> LatestAsync(ImmutableArray<int> signals, CancellationToken cancellation) => Task.Run(
        () =>
        {
            var latest = ImmutableArray.CreateBuilder<Reading?>(signals.Length);
            foreach (var signal in signals)
            {
                cancellation.ThrowIfCancellationRequested();
                latest.Add(Latest(signal));
            }

            return latest.MoveToImmutable();
        },
        cancellation);

    public Task<ImmutableArray<Bucket>> RangeAsync(int signal, long from, long to, int buckets, CancellationToken cancellation)
    {
        CheckRange(from, to);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, MostBuckets);
        return Task.Run(
            () =>
            {
                var sums = new BucketSums(from, BucketGrid.Of(from, to, buckets));
                ranges.Fill(sums, store.Map.SeriesOf(signal), from, to, cancellation);
                return sums.ToBuckets();
            },
            cancellation);
    }

    public Task<ImmutableArray<Reading>> ReadAsync(int signal, long from, long to, int limit, CancellationToken cancellation)
    {
        CheckRange(from, to);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostReadings);
        return Task.Run(
            () =>
            {
                var readings = ImmutableArray.CreateBuilder<Reading>();
                foreach (var slice in reader.Read(store.Map.SeriesOf(signal), from, to, _ => false))
                {
                    cancellation.ThrowIfCancellationRequested();
                    foreach (var point in slice.Points)
                    {
                        if (readings.Count == limit)
                        {
                            return readings.ToImmutable();
                        }

                        readings.Add(point.ToReading(signal));
                    }
                }

                return readings.ToImmutable();
            },
            cancellation);
    }

    public Task<Reading?> LastBeforeAsync(int signal, long time, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        return Task.Run(() => reader.NewestBefore(store.Map.SeriesOf(signal), time)?.ToReading(signal), cancellation);
    }

    public Task<ImmutableArray<Rollup>> RollupsAsync(int signal, Resolution resolution, long from, long to, int limit, CancellationToken cancellation)
    {
        CheckRange(from, to);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostReadings);
        return Task.Run(() => rollups.Read(store.Map.SeriesOf(signal), resolution, from, to).Take(limit).ToImmutableArray(), cancellation);
    }

    private Reading? Latest(int signal)
    {
        var series = store.Map.SeriesOf(signal);
        // Blocks are asked once for each series: whatever is sealed later was in the tail before, which remembers its newest.
        var inBlocks = newestSealed.GetOrAdd(series, reader.Newest);
        return store.Tail.TryGetLatest(series, out var unsealed) && !(inBlocks?.Time > unsealed.Time)
            ? unsealed.ToReading(signal)
            : inBlocks?.ToReading(signal);
    }

    private static void CheckRange(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Slot.EndOfTime);
    }
}
