using System.Collections.Immutable;
using Monitoring.Grains.Ports;
using Monitoring.History.Store.Blocks;

namespace Monitoring.History.Store;

/// <summary>Gathers a range into equal buckets. Bucket i begins at the first millisecond that lies in it: <c>from + ceil(i * range / buckets)</c>.</summary>
internal sealed class BucketSums(long from, long to, int buckets)
{
    private readonly long range = to - from;
    private readonly Sum[] sums = new Sum[buckets];

    /// <summary>True: the block lies in one bucket, which its figures serve as well as its points.</summary>
    public bool HoldsWhole(BlockSummary block) => IndexOf(block.First) == IndexOf(block.Last);

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

    private int IndexOf(long time) => (int)((time - from) * sums.Length / range);

    private long StartOf(int index) => from + (((index * range) + sums.Length - 1) / sums.Length);

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
