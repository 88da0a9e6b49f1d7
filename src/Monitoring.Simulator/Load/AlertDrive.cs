namespace Monitoring.Simulator.Load;

/// <summary>When a sensor is over its limit: so long below, so long over, each sensor at its own phase.</summary>
internal sealed class AlertDrive(int every, TimeSpan halfPeriod)
{
    private const double GoldenRatio = 0.618033988749895;

    public bool Drives(int sensor) => every > 0 && sensor % every == 0;

    /// <param name="elapsed">Since the load began. Every sensor is below for at least half a period first, so that what an earlier run left over returns.</param>
    public bool IsHigh(int sensor, TimeSpan elapsed)
    {
        if (!Drives(sensor))
        {
            return false;
        }

        // Multiples of the golden ratio spread evenly, however many sensors there are.
        var phase = 2 * (sensor / every * GoldenRatio % 1);
        var halves = (elapsed / halfPeriod) - phase;
        return halves >= 0 && (long)halves % 2 == 1;
    }
}
