using Microsoft.Data.Sqlite;
using Monitoring.History.Store.Blocks;
using Monitoring.History.Store.Rollups;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Store;

/// <summary>
/// Turns finished slots into column blocks. Blocks first, in small transactions, then the rows go, oldest sequence first: interrupted anywhere, the rows that are left
/// are sealed again into the same blocks. Late readings of an old slot are merged into its block, and its roll-ups are made again.
/// </summary>
internal sealed class Sealer(ReadingStore store)
{
    /// <summary>How long a slot waits for late readings once it is over.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any cursor over the sequence takes to be written.</summary>
    private static readonly TimeSpan DurableFirst = TimeSpan.FromMinutes(2);

    private const int BlocksPerTransaction = 500;
    private const int RowsPerTransaction = 10_000;

    private readonly SeriesReader reader = new(store);
    private readonly SlotRollups rollups = new(store, new SeriesReader(store));

    /// <summary>Seals what is due now. One at a time.</summary>
    /// <returns>Readings that left the tail.</returns>
    public async Task<long> SealAsync(CancellationToken cancellation)
    {
        return await SealAsync(store.Marks.DurableFor(DurableFirst), Cutoff(), cancellation);
    }

    /// <summary>Seals readings up to a sequence that lie before a time, whatever is due.</summary>
    internal async Task<long> SealAsync(long bound, long cutoff, CancellationToken cancellation)
    {
        if (await PutBlocksAsync(bound, cutoff, cancellation) == 0)
        {
            return 0;
        }

        await DeleteRowsAsync(bound, cutoff, cancellation);
        var before = store.Tail.Count;
        store.Tail.Remove(bound, cutoff);
        return before - store.Tail.Count;
    }

    /// <returns>Blocks written.</returns>
    internal async Task<long> PutBlocksAsync(long bound, long cutoff, CancellationToken cancellation)
    {
        var written = 0L;
        // What InfluxDB has already taken row by row needs no second way; its roll-ups go there in any case.
        var isAhead = store.Shipping is { } shipping && shipping.Cursor < bound;
        List<SealedBlock> blocks = [];
        List<SlotMinutes> minutes = [];
        for (var series = 0; series < store.Map.Count; series++)
        {
            cancellation.ThrowIfCancellationRequested();
            Encode(series, store.Tail.Finished(series, bound, cutoff), blocks, minutes);
            if (blocks.Count >= BlocksPerTransaction || (series + 1 == store.Map.Count && blocks.Count > 0))
            {
                await store.Writer.WriteAsync(connection => Put(connection, blocks, minutes, isAhead));
                HistoryMetrics.BlocksSealed.Add(blocks.Count);
                written += blocks.Count;
                (blocks, minutes) = ([], []);
            }
        }

        return written;
    }

    /// <summary>When rows pile up faster than slots end, even slots that aren't over are sealed, and merged with their rest later.</summary>
    internal long Cutoff() => store.Tail.Count > store.Options.TailBound
        ? Slot.EndOfTime
        : Slot.Start(Slot.Of((store.Time.GetUtcNow() - Grace).ToUnixTimeMilliseconds()));

    private void Put(SqliteConnection connection, List<SealedBlock> blocks, List<SlotMinutes> minutes, bool withReadings)
    {
        BlockTable.Put(connection, blocks);
        RollupWrite.Put(connection, minutes);
        if (store.Shipping is not null)
        {
            ShipTable.Put(connection, minutes.Select(m => m.Key), withReadings: false);
            ShipTable.Put(connection, blocks.Select(b => b.Key), withReadings);
        }
    }

    private void Encode(int series, Point[] points, List<SealedBlock> blocks, List<SlotMinutes> minutes)
    {
        if (points.Length == 0)
        {
            return;
        }

        using var connection = store.File.OpenReader();
        List<(long Slot, Point[] Points)> slots = [];
        for (int start = 0, end; start < points.Length; start = end)
        {
            var slot = Slot.Of(points[start].Time);
            for (end = start + 1; end < points.Length && Slot.Of(points[end].Time) == slot;)
            {
                end++;
            }

            var sealedBefore = reader.PointsOf(connection, series, slot);
            var newer = new ArraySegment<Point>(points, start, end - start);
            Point[] merged = [.. SeriesReader.Merge(sealedBefore, newer)];
            blocks.Add(SealedBlock.Of(series, slot, merged));
            slots.Add((slot, slot >= store.RawSince ? merged : [.. newer.ExceptBy(sealedBefore.Select(p => p.Time), p => p.Time)]));
        }

        minutes.AddRange(rollups.Of(connection, series, slots));
    }

    private async Task DeleteRowsAsync(long bound, long cutoff, CancellationToken cancellation)
    {
        for (var after = 0L; after < bound;)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = after;
            using (var connection = store.File.OpenReader())
            {
                after = HotTable.Reach(connection, from, RowsPerTransaction, bound);
            }

            await store.Writer.WriteAsync(connection => HotTable.Delete(connection, from, after, cutoff));
        }
    }
}
