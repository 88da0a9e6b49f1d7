using Microsoft.Data.Sqlite;
using Monitoring.History.Store.Blocks;

namespace Monitoring.History.Store;

/// <summary>Reads a series as one line: blocks and the unsealed tail, each time once, the tail's reading first.</summary>
internal sealed class SeriesReader(ReadingStore store)
{
    /// <summary>Slices in order of time. A slice's points are only valid until the next.</summary>
    /// <param name="isEnough">True: the figures of this block, which lies in the range and which no unsealed reading touches, are all that is wanted of it.</param>
    public IEnumerable<Slice> Read(int series, long from, long to, Func<BlockSummary, bool> isEnough)
    {
        // Tail first: what is sealed from here on is in both, and counts once. The other way round it could be in neither.
        var tail = store.Tail.Read(series, from, to);
        var next = 0;
        Point[] points = [];
        using (var connection = store.File.OpenReader())
        using (var blocks = BlockTable.Select(connection, series, Slot.Of(from), Slot.Of(to - 1)))
        {
            while (blocks.Step())
            {
                var slot = BlockTable.SlotOf(blocks);
                var before = Run(tail, ref next, Slot.Start(slot));
                if (before.Count > 0)
                {
                    yield return new Slice(null, before);
                }

                var late = Run(tail, ref next, Slot.Start(slot + 1));
                var summary = BlockTable.SummaryOf(blocks);
                if (late.Count == 0 && summary.First >= from && summary.Last < to && isEnough(summary))
                {
                    yield return new Slice(summary, default);
                }
                else
                {
                    var count = Decode(blocks, series, ref points);
                    yield return new Slice(null, Clip(Merge(new ArraySegment<Point>(points, 0, count), late), from, to));
                }
            }
        }

        yield return new Slice(null, new ArraySegment<Point>(tail, next, tail.Length - next));
    }

    /// <summary>The newest sealed point of a series; null: it has none.</summary>
    public Point? Newest(int series)
    {
        using var connection = store.File.OpenReader();
        if (BlockTable.Span(connection, series) is not { } span)
        {
            return null;
        }

        Point[] points = [];
        using var block = BlockTable.Select(connection, series, span.Newest, span.Newest);
        var count = block.Step() ? Decode(block, series, ref points) : 0;
        return count > 0 ? points[count - 1] : null;
    }

    /// <summary>The newest point of a series before a time, sealed or not; null: there is none.</summary>
    public Point? NewestBefore(int series, long time)
    {
        // Tail first, as in Read.
        var tail = store.Tail.Read(series, 0, time);
        using var connection = store.File.OpenReader();
        var inBlocks = LastBefore(connection, series, Slot.Of(time) + 1, time);
        return tail.Length > 0 && !(inBlocks?.Time > tail[^1].Time) ? tail[^1] : inBlocks;
    }

    /// <summary>The last sealed point before a slot; null: there is none.</summary>
    public Point? LastBefore(SqliteConnection connection, int series, long slot) => LastBefore(connection, series, slot, long.MaxValue);

    /// <summary>The first sealed slot after another; null: there is none.</summary>
    public (long Slot, Point[] Points)? Next(SqliteConnection connection, int series, long slot)
    {
        using var block = BlockTable.Select(connection, series, slot + 1, uint.MaxValue);
        Point[] points = [];
        return block.Step() && Decode(block, series, ref points) is > 0 and var count ? (BlockTable.SlotOf(block), points[..count]) : null;
    }

    /// <summary>The sealed points of a slot; empty: it has no block.</summary>
    public ArraySegment<Point> PointsOf(SqliteConnection connection, int series, long slot)
    {
        Point[] points = [];
        using var block = BlockTable.Select(connection, series, slot, slot);
        var count = block.Step() ? Decode(block, series, ref points) : 0;
        return new ArraySegment<Point>(points, 0, count);
    }

    private Point? LastBefore(SqliteConnection connection, int series, long slot, long time)
    {
        using var blocks = BlockTable.SelectBefore(connection, series, slot);
        Point[] points = [];
        while (blocks.Step())
        {
            for (var i = Decode(blocks, series, ref points) - 1; i >= 0; i--)
            {
                if (points[i].Time < time)
                {
                    return points[i];
                }
            }
        }

        return null;
    }

    private int Decode(Statement block, int series, ref Point[] points)
    {
        try
        {
            return BlockCodec.Decode(BlockTable.DataOf(block), ref points);
        }
        catch (InvalidDataException e)
        {
            HistoryMetrics.BlocksUnreadable.Add(1);
            StoreLog.BlockUnreadable(store.Log, series, DateTimeOffset.FromUnixTimeMilliseconds(Slot.Start(BlockTable.SlotOf(block))), e.Message);
            return 0;
        }
    }

    private static ArraySegment<Point> Run(Point[] tail, ref int next, long end)
    {
        var start = next;
        while (next < tail.Length && tail[next].Time < end)
        {
            next++;
        }

        return new ArraySegment<Point>(tail, start, next - start);
    }

    /// <summary>Both in order of time; where both have a time, the newer one's point counts.</summary>
    public static ArraySegment<Point> Merge(ArraySegment<Point> older, ArraySegment<Point> newer)
    {
        if (newer.Count == 0)
        {
            return older;
        }

        var merged = new Point[older.Count + newer.Count];
        int o = 0, n = 0, count = 0;
        while (o < older.Count || n < newer.Count)
        {
            if (n == newer.Count || (o < older.Count && older[o].Time < newer[n].Time))
            {
                merged[count++] = older[o++];
                continue;
            }

            if (o < older.Count && older[o].Time == newer[n].Time)
            {
                o++;
            }

            merged[count++] = newer[n++];
        }

        return new ArraySegment<Point>(merged, 0, count);
    }

    private static ArraySegment<Point> Clip(ArraySegment<Point> points, long from, long to)
    {
        int start = 0, end = points.Count;
        while (start < end && points[start].Time < from)
        {
            start++;
        }

        while (end > start && points[end - 1].Time >= to)
        {
            end--;
        }

        return points[start..end];
    }
}
