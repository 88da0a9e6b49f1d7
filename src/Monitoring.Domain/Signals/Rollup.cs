namespace Monitoring.Domain.Signals;

/// <summary>What became of a signal in a stretch of time: figures that add up, so that a question about years needs no readings.</summary>
/// <param name="Start">Inclusive: Unix milliseconds, UTC; a multiple of the resolution.</param>
/// <param name="Count">Readings that aren't bad; sum, minimum and maximum are theirs (0, NaN, NaN if there are none).</param>
/// <param name="Bad">Readings of bad quality.</param>
/// <param name="Good">Milliseconds for which a good reading stood: until the next, but no longer than <see cref="Coverage.GapAfter"/>.</param>
/// <param name="Outside">Of that time, how much lay at or beyond each limit.</param>
public readonly record struct Rollup(long Start, long Count, long Bad, double Sum, double Minimum, double Maximum, long Good, TimeOutside Outside)
{
    public static Rollup Empty(long start) => new(start, 0, 0, 0, double.NaN, double.NaN, 0, default);

    public bool IsEmpty => Count == 0 && Bad == 0 && Good == 0;

    /// <summary>Both together, beginning when this one does.</summary>
    public Rollup Plus(in Rollup other) => new(
        Start,
        Count + other.Count,
        Bad + other.Bad,
        Sum + other.Sum,
        Count == 0 ? other.Minimum : other.Count == 0 ? Minimum : Math.Min(Minimum, other.Minimum),
        Count == 0 ? other.Maximum : other.Count == 0 ? Maximum : Math.Max(Maximum, other.Maximum),
        Good + other.Good,
        Outside.Plus(other.Outside));
}

/// <summary>Milliseconds at or beyond the strictest limit of each level (<see cref="SignalLimits"/>). Time beyond HiHi is beyond Hi too, if there is a Hi.</summary>
public readonly record struct TimeOutside(long LoLo, long Lo, long Hi, long HiHi)
{
    /// <summary>Time outside any limit.</summary>
    public long Total => Math.Max(LoLo, Lo) + Math.Max(Hi, HiHi);

    public TimeOutside Plus(in TimeOutside other) => new(LoLo + other.LoLo, Lo + other.Lo, Hi + other.Hi, HiHi + other.HiHi);
}

/// <summary>How long a roll-up's stretch of time is.</summary>
public enum Resolution
{
    Minute,
    Hour,
}

public static class Resolutions
{
    public static long Milliseconds(this Resolution resolution) => resolution == Resolution.Hour ? 3_600_000 : 60_000;
}
