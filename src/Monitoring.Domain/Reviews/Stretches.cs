using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Reviews;

/// <summary>Where to look for excursions: runs of minutes with time outside.</summary>
public static class Stretches
{
    private const long Minute = 60_000;

    /// <summary>Minutes with time outside that have no minute with nothing but time inside between them: whatever excursion there is lies in one of them.</summary>
    /// <param name="minutes">In order.</param>
    /// <returns>Indexes of the first and the last minute of each.</returns>
    public static List<(int First, int Last)> Of(IReadOnlyList<Rollup> minutes)
    {
        List<(int First, int Last)> result = [];
        var isRunning = false;
        for (var i = 0; i < minutes.Count; i++)
        {
            if (minutes[i].Outside.Total == 0)
            {
                isRunning &= minutes[i].Good == 0;
            }
            else if (isRunning)
            {
                result[^1] = (result[^1].First, i);
            }
            else
            {
                result.Add((i, i));
                isRunning = true;
            }
        }

        return result;
    }

    /// <summary>Excursions as well as minutes can tell: one ends in the minute that has time inside.</summary>
    /// <param name="minutes">Of one stretch, in order; or one hour, whose minutes are gone.</param>
    public static IEnumerable<Excursion> Estimate(IReadOnlyList<Rollup> minutes)
    {
        var width = minutes.Count == 1 && minutes[0].Good > Minute ? Resolution.Hour.Milliseconds() : Minute;
        Excursion? open = null;
        foreach (var minute in minutes)
        {
            var outside = minute.Outside.Total;
            if (outside > 0)
            {
                var level = WorstOf(minute.Outside);
                var peak = level > Level.None ? minute.Maximum : minute.Minimum;
                var end = minute.Start + width;
                open = open is not { } running ? new Excursion(minute.Start, end, outside, level, peak, IsExact: false)
                    : running with
                    {
                        To = end,
                        Outside = running.Outside + outside,
                        Worst = Math.Abs((int)level) > Math.Abs((int)running.Worst) ? level : running.Worst,
                        Peak = Farther(running, peak),
                    };
            }

            if (minute.Good > outside && open is { } ended)
            {
                yield return ended;
                open = null;
            }
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    // A minute that a reading only stands into has no value of its own.
    private static double Farther(in Excursion running, double peak) =>
        double.IsNaN(peak) ? running.Peak : double.IsNaN(running.Peak) ? peak : running.IsAbove ? Math.Max(running.Peak, peak) : Math.Min(running.Peak, peak);

    private static Level WorstOf(in TimeOutside outside) =>
        outside.HiHi > 0 ? Level.HiHi : outside.LoLo > 0 ? Level.LoLo : outside.Hi >= outside.Lo ? Level.Hi : Level.Lo;
}
