using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>Ten seconds of bad data raise, ten of other data return. A single reading that isn't bad doesn't interrupt: a loose probe is good for a moment now and then.</summary>
internal sealed class BadQualityModel(long gapAfter)
{
    private const long Delay = 10_000;

    private readonly List<Reading> readings = [];
    private bool on;

    /// <returns>When it began to be bad for long enough, or ceased to; and since when it had been bad.</returns>
    public (long At, bool Bad, long Since)? Read(Reading reading)
    {
        readings.Add(reading);
        if (!on && IsBad(readings.Count - 1))
        {
            var (since, bad) = Bad();
            on = bad >= Delay;
            return on ? (reading.Time - (bad - Delay), true, since) : null;
        }

        if (on && !IsBad(readings.Count - 1) && Clean() is var clean and >= Delay)
        {
            on = false;
            return (reading.Time - (clean - Delay), false, 0);
        }

        return null;
    }

    /// <summary>A bad reading speaks on like any other, while nothing newer comes.</summary>
    public (long At, bool Bad, long Since)? Tick(long now)
    {
        if (on || readings.Count == 0 || !IsBad(readings.Count - 1))
        {
            return null;
        }

        var (since, bad) = Bad();
        var missing = Delay - bad;
        var due = readings[^1].Time + missing;
        on = due <= now - 2_000 && missing <= gapAfter;
        return on ? (due, true, since) : null;
    }

    /// <summary>Since when it has been bad, up to the newest reading, and how much covered time has since then ended in a bad reading.</summary>
    private (long Since, long Covered) Bad()
    {
        var first = readings.Count - 1;
        for (var i = first - 1; i >= 0 && (IsBad(i) || IsBad(i + 1)); i--)
        {
            first = IsBad(i) ? i : first;
        }

        var covered = 0L;
        for (var i = first + 1; i < readings.Count; i++)
        {
            covered += IsBad(i) ? CoveredBefore(i) : 0;
        }

        return (readings[first].Time, covered);
    }

    private long Clean()
    {
        var covered = 0L;
        for (var i = readings.Count - 1; i > 0 && !IsBad(i - 1); i--)
        {
            covered += CoveredBefore(i);
        }

        return covered;
    }

    private bool IsBad(int i) => readings[i].Quality == Quality.Bad;

    private long CoveredBefore(int i) => readings[i].Time - readings[i - 1].Time is var passed && passed <= gapAfter ? passed : 0;
}
