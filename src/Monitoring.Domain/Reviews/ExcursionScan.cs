using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Reviews;

/// <summary>Finds excursions in a signal's readings, given in order of time.</summary>
/// <param name="gapAfter">Milliseconds: see <see cref="Coverage.GapAfter"/>.</param>
/// <param name="from">What lies before this isn't counted; a reading before it only stands into what follows.</param>
/// <param name="found">Given each excursion when it is over, in order.</param>
public sealed class ExcursionScan(SignalLimits limits, long gapAfter, long from, Action<Excursion> found)
{
    private readonly long stands = Math.Min(gapAfter, RollupSums.LongestStand);
    private Excursion? open;
    private long previous;
    private bool isStanding;

    public void Add(long time, double value, Quality quality)
    {
        Stand(time);
        isStanding = false;
        if (quality != Quality.Good)
        {
            return;
        }

        var level = limits.LevelOf(value);
        if (open is { } running && (level == Level.None || running.IsAbove != level > Level.None))
        {
            Close(running);
        }

        if (level == Level.None)
        {
            return;
        }

        open = open is { } one
            ? one with { Worst = Worse(one.Worst, level), Peak = level > Level.None ? Math.Max(one.Peak, value) : Math.Min(one.Peak, value) }
            : new Excursion(Math.Max(time, from), Math.Max(time, from), 0, level, value, IsExact: true);
        (previous, isStanding) = (time, true);
    }

    /// <summary>The limits hold no longer: an excursion is over, and nothing stands.</summary>
    public void Interrupt(long at)
    {
        End(at);
        isStanding = false;
    }

    /// <param name="until">The last reading stands no longer than to here.</param>
    public void End(long until)
    {
        Stand(until);
        if (open is { } running)
        {
            Close(running);
        }
    }

    private void Stand(long until)
    {
        if (isStanding && open is { } running)
        {
            var end = Math.Min(until, previous + stands);
            var counted = Math.Max(0, end - Math.Max(previous, from));
            open = running with { To = Math.Max(running.To, end), Outside = running.Outside + counted };
        }
    }

    private void Close(in Excursion excursion)
    {
        open = null;
        if (excursion.Outside > 0)
        {
            found(excursion);
        }
    }

    private static Level Worse(Level one, Level other) => Math.Abs((int)one) >= Math.Abs((int)other) ? one : other;
}
