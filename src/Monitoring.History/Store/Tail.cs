using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Monitoring.History.Store;

/// <summary>
/// What <c>hot</c> holds, in memory, by series: durable readings that aren't in a block yet. It spares every query a scan of <c>hot</c>, and the sealer too.
/// One lock, held for microseconds.
/// </summary>
internal sealed class Tail(SeriesMap map) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SeriesTail?[] tails = new SeriesTail?[map.Count];
    private long count;

    public long Count => Interlocked.Read(ref count);

    /// <summary>Appends what was committed, in order of its sequences.</summary>
    public void Add(List<PendingAppend> batch)
    {
        lock (gate)
        {
            foreach (var append in batch)
            {
                var sequence = append.First;
                foreach (ref readonly var reading in append.Readings.Span)
                {
                    TailOf(map.SeriesOf(reading.Signal)).Add(new Row(sequence++, reading.Time, reading.Value, Point.CodeOf(reading)));
                }

                Grow(append.Count);
            }
        }
    }

    /// <summary>Appends a row of <c>hot</c> when the store opens.</summary>
    public void Add(int series, long sequence, in Point point)
    {
        lock (gate)
        {
            TailOf(series).Add(new Row(sequence, point.Time, point.Value, point.Code));
            Grow(1);
        }
    }

    /// <summary>The series' unsealed points in a range, ordered, each time once: the later reading wins.</summary>
    public Point[] Read(int series, long from, long to) => Collect(series, long.MaxValue, from, to);

    /// <summary>The same of readings up to a sequence that lie before a time: what the sealer takes.</summary>
    public Point[] Finished(int series, long bound, long cutoff) => Collect(series, bound, long.MinValue, cutoff);

    /// <summary>Forgets what <see cref="Finished"/> gave, of every series.</summary>
    public void Remove(long bound, long cutoff)
    {
        for (var series = 0; series < tails.Length; series++)
        {
            lock (gate)
            {
                Grow(-(tails[series]?.Remove(bound, cutoff) ?? 0));
            }
        }
    }

    /// <summary>The newest point of the series that came since the store opened, or was unsealed then.</summary>
    public bool TryGetLatest(int series, out Point latest)
    {
        lock (gate)
        {
            latest = tails[series]?.Latest ?? default;
            return tails[series] is not null;
        }
    }

    /// <summary>Takes what is left off the gauge.</summary>
    public void Dispose() => Grow(-Count);

    private Point[] Collect(int series, long bound, long from, long to)
    {
        List<Row> found = [];
        lock (gate)
        {
            if (tails[series] is not { } tail)
            {
                return [];
            }

            foreach (ref readonly var row in CollectionsMarshal.AsSpan(tail.Rows))
            {
                if (row.Time >= from && row.Time < to && row.Sequence <= bound)
                {
                    found.Add(row);
                }
            }
        }

        return Ordered(found);
    }

    private static Point[] Ordered(List<Row> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].Time <= rows[i - 1].Time)
            {
                rows.Sort();
                break;
            }
        }

        List<Point> points = new(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i + 1 == rows.Count || rows[i + 1].Time != rows[i].Time)
            {
                points.Add(rows[i].Point);
            }
        }

        return [.. points];
    }

    private SeriesTail TailOf(int series) => tails[series] ??= new SeriesTail();

    private void Grow(long rows)
    {
        Interlocked.Add(ref count, rows);
        HistoryMetrics.HotRows.Add(rows);
    }

    private sealed class SeriesTail
    {
        public List<Row> Rows { get; } = [];

        public Point Latest { get; private set; }

        public void Add(Row row)
        {
            if (row.Time >= Latest.Time)
            {
                Latest = row.Point;
            }

            Rows.Add(row);
        }

        public int Remove(long bound, long cutoff)
        {
            var removed = Rows.RemoveAll(row => row.Sequence <= bound && row.Time < cutoff);
            if (Rows.Capacity > 4096 && Rows.Capacity / 4 > Rows.Count)
            {
                Rows.TrimExcess();
            }

            return removed;
        }
    }

    // 24 bytes, because there may be millions: the code shares the sequence's word.
    [SuppressMessage("Design", "CA1036", Justification = "Ordered for sorting only.")]
    private readonly struct Row(long sequence, long time, double value, ushort code) : IComparable<Row>
    {
        private readonly long sequenceAndCode = (sequence << 16) | code;

        public long Time { get; } = time;

        public double Value { get; } = value;

        public long Sequence => sequenceAndCode >> 16;

        public Point Point => new(Time, Value, (ushort)sequenceAndCode);

        public int CompareTo(Row other) => Time != other.Time ? Time.CompareTo(other.Time) : sequenceAndCode.CompareTo(other.sequenceAndCode);
    }
}
