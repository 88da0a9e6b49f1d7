namespace Monitoring.Ingest;

/// <summary>Whether readings come so fast that gathering them pays.</summary>
internal sealed class ArrivalRate(TimeProvider time)
{
    private const double HighPerMillisecond = 8;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(10);

    private long since = time.GetTimestamp();
    private int count;

    public bool IsHigh { get; private set; }

    public void Count(int readings)
    {
        count += readings;
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(since, now);
        if (elapsed < Window)
        {
            return;
        }

        IsHigh = count / elapsed.TotalMilliseconds >= HighPerMillisecond;
        (since, count) = (now, 0);
    }
}
