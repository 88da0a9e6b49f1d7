namespace Monitoring.Simulator.Devices;

/// <summary>Begins in the past, runs faster than the wall, meets it, and stays with it: no simulated time is ever in the future.</summary>
/// <param name="back">How far in the past it begins; 0: with the wall.</param>
/// <param name="speed">Simulated seconds a second while it catches up; above 1 if it begins in the past.</param>
internal sealed class SimulatedClock(TimeProvider time, TimeSpan back, double speed)
{
    private readonly long started = time.GetTimestamp();
    private readonly DateTimeOffset origin = time.GetUtcNow() - back;

    /// <summary>Unix milliseconds, UTC.</summary>
    public long Origin => origin.ToUnixTimeMilliseconds();

    /// <summary>Unix milliseconds, UTC.</summary>
    public long Now => (CatchesUp ? Raced : time.GetUtcNow()).ToUnixTimeMilliseconds();

    public bool CatchesUp => Raced < time.GetUtcNow();

    private DateTimeOffset Raced => origin + (time.GetElapsedTime(started) * speed);

    /// <param name="instant">Unix milliseconds, UTC.</param>
    public Task WaitUntilAsync(long instant, CancellationToken cancellation)
    {
        var milliseconds = (instant - Now) / (CatchesUp ? speed : 1);
        return Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, milliseconds)), time, cancellation);
    }
}
