using System.Collections.Immutable;
using Monitoring.History.Store;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Influx;

/// <summary>What people may know and ask of the way to InfluxDB. Made only where one is configured.</summary>
public sealed class Forwarding
{
    private readonly ReadingStore store;
    private readonly InfluxHealth health;

    internal Forwarding(ReadingStore store, InfluxHealth health) => (this.store, this.health) = (store, health);

    public Task<ForwardingStatus> StatusAsync(CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var connection = store.File.OpenReader();
            var (slots, withReadings) = ShipTable.Count(connection);
            long? oldest = ShipTable.Next(connection, 0, 1) is [var first] ? Slot.Start(first.Slot) : null;
            return new ForwardingStatus(health.Problem, store.CommittedSequence - store.Shipping!.Cursor, slots, withReadings, oldest, QuarantineTable.Count(connection));
        },
        cancellation);

    /// <summary>Newest first.</summary>
    /// <param name="before">Lines with a smaller id; null: the newest.</param>
    /// <param name="count">1 to 10,000.</param>
    public Task<ImmutableArray<QuarantinedLine>> QuarantineAsync(long? before, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 10_000);
        return Task.Run(
            () =>
            {
                using var connection = store.File.OpenReader();
                return QuarantineTable.Page(connection, before ?? long.MaxValue, count).ToImmutableArray();
            },
            cancellation);
    }

    /// <summary>Sends every quarantined line again. One that is refused again comes back.</summary>
    /// <returns>How many.</returns>
    public async Task<long> RetryAsync()
    {
        var lines = 0L;
        await store.Writer.WriteAsync(connection => lines = QuarantineTable.Retry(connection));
        return lines;
    }

    /// <summary>Sends sealed readings and their roll-ups again, from the blocks; InfluxDB overwrites what it has. What isn't sealed yet is on its way anyhow.</summary>
    /// <param name="signals">Numbers of the plan in force; empty: everything in the store, also what the plan has lost.</param>
    /// <param name="from">Unix milliseconds, UTC; whole slots of ten minutes that it touches.</param>
    /// <returns>Slots that were put on the list.</returns>
    public async Task<long> ResendAsync(ImmutableArray<int> signals, long from, long to, CancellationToken cancellation)
    {
        var slots = 0L;
        foreach (var series in signals.IsEmpty ? Enumerable.Range(0, store.Map.Count) : signals.Select(store.Map.SeriesOf))
        {
            cancellation.ThrowIfCancellationRequested();
            await store.Writer.WriteAsync(connection => slots += ShipTable.PutRange(connection, series, Slot.Of(from), Slot.Of(to - 1)));
        }

        return slots;
    }
}

/// <param name="Problem">What is wrong and since when; null: nothing.</param>
/// <param name="Readings">Readings behind the cursor.</param>
/// <param name="Slots">Sealed slots that wait.</param>
/// <param name="SlotsWithReadings">Of those, how many with their readings: what an outage has left.</param>
/// <param name="OldestSlot">Unix milliseconds, UTC; null: none waits.</param>
/// <param name="Quarantined">Lines that InfluxDB refused.</param>
public sealed record ForwardingStatus(string? Problem, long Readings, long Slots, long SlotsWithReadings, long? OldestSlot, long Quarantined);
