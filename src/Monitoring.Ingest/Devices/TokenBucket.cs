namespace Monitoring.Ingest.Devices;

/// <summary>
/// So many in a row, and then so many a second: the generic cell rate algorithm (ITU-T I.371), which is one number. Timestamps of a <see cref="TimeProvider"/>. Safe
/// to use from any thread, and without memory of its own.
/// </summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private readonly long interval = Math.Max(1, (long)(time.TimestampFrequency / perSecond));

    /// <summary>When the bucket would be full again.</summary>
    private long fullAt = time.GetTimestamp();

    private long Tolerance => interval * burst;

    /// <summary>Takes one, which may come only after a wait; zero: at once. Each that is taken makes the next wait longer.</summary>
    public TimeSpan Take()
    {
        var now = time.GetTimestamp();
        while (true)
        {
            var before = Volatile.Read(ref fullAt);
            var after = Math.Max(before, now) + interval;
            if (Interlocked.CompareExchange(ref fullAt, after, before) == before)
            {
                return after - now <= Tolerance ? TimeSpan.Zero : time.GetElapsedTime(now, after - Tolerance);
            }
        }
    }

    /// <returns>False: there is none, and none was taken.</returns>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        while (true)
        {
            var before = Volatile.Read(ref fullAt);
            var after = Math.Max(before, now) + interval;
            if (after - now > Tolerance)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref fullAt, after, before) == before)
            {
                return true;
            }
        }
    }
}
