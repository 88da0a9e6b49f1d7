namespace Monitoring.Grains.Areas;

/// <summary>Finds when somebody has set the server's clock, by comparing it with the one that only counts.</summary>
internal sealed class ClockStep(TimeProvider time)
{
    /// <summary>Less is the gentle correction that time services make all the while.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private DateTimeOffset wall = time.GetUtcNow();
    private long counted = time.GetTimestamp();

    /// <returns>By how much the clock was set since the last call, in milliseconds; negative: back; 0: it wasn't.</returns>
    public long Measure()
    {
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var step = now - wall - time.GetElapsedTime(counted, timestamp);
        (wall, counted) = (now, timestamp);
        return step.Duration() > Least ? (long)step.TotalMilliseconds : 0;
    }
}
