using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Signals;

/// <summary>For how long one reading speaks for the time after it. Delays count only time that is covered by good data; past it there is a gap, which freezes them.</summary>
public static class Coverage
{
    /// <summary>A reading may be this long on its way before the clock speaks in its place, in milliseconds.</summary>
    public const long Grace = 2_000;

    private const long AtLeast = 10_000;

    /// <summary>Three missed readings (at least 10 s) are a gap, and so is anything stale. A value that a person enters stands until the next.</summary>
    /// <returns>Milliseconds.</returns>
    public static long GapAfter(SignalPlan signal)
    {
        var stale = (long?)signal.StaleAfter?.TotalMilliseconds ?? long.MaxValue;
        return signal.ExpectedInterval is { } interval ? Math.Min(stale, Math.Max(AtLeast, 3 * (long)interval.TotalMilliseconds)) : stale;
    }
}
