using System.Collections.Immutable;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store.Blocks;

namespace Monitoring.History.Store;

/// <summary>Gathers a range into buckets of equal width; the last may be cut off by the range's end.</summary>
internal sealed class BucketSums(long from, BucketGrid grid)
{
    private readonly Sum[] sums = new Sum[grid.Count];

    /// <summary>True: the block lies in one bucket, which its figures serve as well as its points.</summary>
    public bool HoldsWhole(BlockSummary block) => HoldsWhole(block.First, block.Last);

    /// <param name="last">Inclusive.</param>
    public bool HoldsWhole(long first, long last) => IndexOf(first) == IndexOf(last);

    public void Add(in Rollup rollup)
    {
        ref var sum = ref sums[IndexOf(rollup.Start)];
        sum.Bad += rollup.Bad;
        if (rollup.Count > 0)
        {
            sum.Add(rollup.Minimum, rollup.Maximum, rollup.Sum, rollup.Count);
        }
    }

    public void Add(BlockSummary block)
    {
        ref var sum = ref sums[IndexOf(block.First)];
        sum.Bad += block.Bad;
        if (block.Count > block.Bad)
        {
            sum.Add(block.Minimum, block.Maximum, block.Sum, block.Count - block.Bad);
        }
    }

    public void Add(ReadOnlySpan<Point> points)
    {
        // A division per point would cost more than the rest: the bucket is looked up only when it changes.
        var (index, end) = (0, long.MinValue);
        foreach (ref readonly var point in points)
        {
            if (point.Time >= end)
            {
                index = IndexOf(point.Time);
                end = StartOf(index + 1);
            }

            ref var sum = ref sums[index];
            if (point.IsBad)
            {
                sum.Bad++;
            }
            else
            {
                sum.Add(point.Value, point.Value, point.Value, 1);
            }
        }
    }

    public ImmutableArray<Bucket> ToBuckets()
    {
        var result = ImmutableArray.CreateBuilder<Bucket>(sums.Length);
        for (var i = 0; i < sums.Length; i++)
        {
            var (sum, start) = (sums[i], StartOf(i));
            result.Add(sum.Count > 0
                ? new Bucket(start, sum.Minimum, sum.Total / sum.Count, sum.Maximum, sum.Count, sum.Bad)
                : new Bucket(start, double.NaN, double.NaN, double.NaN, 0, sum.Bad));
        }

        return result.MoveToImmutable();
    }

    private int IndexOf(long time) => (int)((time - from) / grid.Width);

    private long StartOf(int index) => from + (index * grid.Width);

    private struct Sum
    {
        public double Minimum;
        public double Maximum;
        public double Total;
        public long Count;
        public long Bad;

        public void Add(double minimum, double maximum, double total, long count)
        {
            Minimum = Count == 0 ? minimum : Math.Min(Minimum, minimum);
            Maximum = Count == 0 ? maximum : Math.Max(Maximum, maximum);
            Total += total;
            Count += count;
        }
    }
}
