using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Reviews;

/// <summary>How long a rule held that holds only at times (while frying, say), and how much of that time lay outside its limits.</summary>
public sealed class HeldTime
{
    private readonly long from;
    private readonly long stands;
    private readonly SignalLimits limits;
    private readonly ExcursionScan scan;
    private long previous;
    private Level level;
    private bool isStanding;

    /// <param name="gapAfter">Milliseconds: see <see cref="Coverage.GapAfter"/>.</param>
    /// <param name="from">What lies before this isn't counted.</param>
    public HeldTime(AlarmRule rule, long gapAfter, long from)
    {
        (this.from, Rule) = (from, rule);
        stands = Math.Min(gapAfter, RollupSums.LongestStand);
        limits = SignalLimits.Of([rule]);
        scan = new ExcursionScan(limits, gapAfter, from, Follow);
    }

    public AlarmRule Rule { get; }

    /// <summary>Milliseconds of good data while the rule held.</summary>
    public long Good { get; private set; }

    /// <summary>Of those, at or beyond a limit.</summary>
    public long Outside { get; private set; }

    /// <summary>The one with the most time outside; null: there was none.</summary>
    public Excursion? Longest { get; private set; }

    public int Excursions { get; private set; }

    /// <param name="holds">The rule counted when the reading had been decided.</param>
    public void Add(in Reading reading, bool holds)
    {
        Stand(reading.Time);
        isStanding = holds && reading.Quality == Quality.Good;
        (previous, level) = (reading.Time, limits.LevelOf(reading.Value));
        if (holds)
        {
            scan.Add(reading.Time, reading.Value, reading.Quality);
        }
        else
        {
            scan.Interrupt(reading.Time);
        }
    }

    public void End(long until)
    {
        Stand(until);
        isStanding = false;
        scan.End(until);
    }

    private void Stand(long until)
    {
        if (isStanding)
        {
            var counted = Math.Max(0, Math.Min(until, previous + stands) - Math.Max(previous, from));
            Good += counted;
            Outside += level == Level.None ? 0 : counted;
        }
    }

    private void Follow(Excursion excursion)
    {
        Excursions++;
        Longest = Longest is { } longest && longest.Outside >= excursion.Outside ? longest : excursion;
    }
}
