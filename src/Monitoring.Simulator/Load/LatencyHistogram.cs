using System.Numerics;

namespace Monitoring.Simulator.Load;

/// <summary>
/// Latencies in microseconds: exact up to 128 µs, in steps of at most 1/64 (1.6 %) above, without keeping each. Not thread-safe: one for each connection, added up at the end.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int Sub = 1 << SubBits;

    private readonly long[] buckets = new long[(64 - SubBits) * Sub];

    public long Count { get; private set; }

    /// <summary>Exact, in microseconds; 0 while there is none.</summary>
    public long Maximum { get; private set; }

    public void Record(TimeSpan latency)
    {
        var microseconds = Math.Max(0, latency.Ticks / TimeSpan.TicksPerMicrosecond);
        buckets[Bucket(microseconds)]++;
        Count++;
        Maximum = Math.Max(Maximum, microseconds);
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] += other.buckets[i];
        }

        Count += other.Count;
        Maximum = Math.Max(Maximum, other.Maximum);
    }

    /// <summary>The smallest latency that at least this share stays at or below (nearest rank); zero while there is none.</summary>
    /// <param name="share">0 to 1, for example 0.99.</param>
    public TimeSpan Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            seen += buckets[i];
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(Math.Min(UpperEdge(i), Maximum));
            }
        }

        return TimeSpan.Zero;
    }

    // Values below 2 * Sub have a bucket each; above, every power of two is cut into Sub buckets.
    private static int Bucket(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits);
        return (shift * Sub) + (int)(value >> shift);
    }

    private static long UpperEdge(int bucket)
    {
        var shift = Math.Max(0, (bucket / Sub) - 1);
        return (((bucket - (shift * Sub)) + 1L) << shift) - 1;
    }
}
