using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Reviews;

/// <summary>Time at or beyond a limit, with no good time inside the limits between. A gap doesn't end it, and doesn't count as time outside either.</summary>
/// <param name="From">Unix milliseconds, UTC.</param>
/// <param name="To">Where the last time outside ends.</param>
/// <param name="Outside">Milliseconds of good data outside.</param>
/// <param name="Worst">The worst limit that was reached.</param>
/// <param name="Peak">The value that was farthest outside, in the signal's unit.</param>
/// <param name="IsExact">False: its readings have been deleted, and beginning, end and peak are known to the minute.</param>
public readonly record struct Excursion(long From, long To, long Outside, Level Worst, double Peak, bool IsExact)
{
    public bool IsAbove => Worst > Level.None;
}
