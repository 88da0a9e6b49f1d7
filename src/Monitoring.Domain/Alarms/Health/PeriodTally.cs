using System.Collections.Immutable;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>Counts what fell into one time.</summary>
internal sealed class PeriodTally(long from, long to, TimeZoneInfo zone)
{
    private readonly Dictionary<AlarmSource, SourceTally> sources = [];
    private readonly Dictionary<DateOnly, int> days = [];
    private readonly List<long> acknowledgements = [];
    private readonly List<StandingAlarm> standing = [];
    private readonly int[] priorities = new int[3];
    private readonly Dictionary<SilenceKind, Silenced> silenced = [];
    private int neverAcknowledged;

    public bool Covers(long time) => time >= from && time < to;

    public void Announce(AlarmSource source, Alarm alarm, long at)
    {
        var day = IsoWeek.DayOf(at, zone);
        days[day] = days.GetValueOrDefault(day) + 1;
        priorities[(int)alarm.Priority]++;
        var tally = Of(source, alarm);
        tally.Announced++;
        tally.Last = alarm;
    }

    /// <param name="inMinute">Raises within a minute, if it chatters.</param>
    public void Raise(AlarmSource source, Alarm alarm, int inMinute, bool beginsToChatter)
    {
        var tally = Of(source, alarm);
        tally.Raised++;
        tally.Last = alarm;
        tally.Episodes += beginsToChatter || (inMinute > 0 && tally.Episodes == 0) ? 1 : 0;
        tally.Peak = Math.Max(tally.Peak, inMinute);
    }

    public void Acknowledge(long after) => acknowledgements.Add(after);

    public void NeverAcknowledge() => neverAcknowledged++;

    /// <summary>An alarm that has been active for more than a day since then, and until then; counted if it stood in this time.</summary>
    public void Stand(StandingAlarm alarm, long stoodFrom)
    {
        if (stoodFrom < to && (alarm.Returned ?? to) > from)
        {
            standing.Add(alarm);
        }
    }

    public void Silence(SilentSpan span, long until)
    {
        var kind = span.Kind == SilenceKind.ShelvedOnce ? SilenceKind.Shelved : span.Kind;
        var sum = silenced.GetValueOrDefault(kind);
        var duration = Math.Max(0, Math.Min(until, to) - Math.Max(span.From, from));
        silenced[kind] = new Silenced(sum.Count + (span.Begins && Covers(span.From) ? 1 : 0), sum.Duration + duration);
    }

    /// <param name="floods">Of the place; those that began in this time are its own.</param>
    /// <param name="end">Where what still goes on is cut.</param>
    public HealthFigures Figures(IEnumerable<Flood> floods, long end)
    {
        var announced = priorities.Sum();
        var own = floods.Where(f => Covers(f.Start)).ToArray();
        var busiest = days.OrderByDescending(d => d.Value).ThenBy(d => d.Key).FirstOrDefault();
        var chattering = sources.Where(s => s.Value.Episodes > 0).Select(s => new Chatter(Told(s.Key, s.Value), s.Value.Episodes, s.Value.Peak)).ToArray();
        return new HealthFigures(
            from,
            to,
            announced,
            announced / Math.Max(1, (to - from) / (double)TimeSpan.MillisecondsPerDay),
            announced == 0 ? null : new BusiestDay(busiest.Key, busiest.Value),
            new PriorityCounts(priorities[(int)Priority.Low], priorities[(int)Priority.Medium], priorities[(int)Priority.High]),
            new FloodFigures(own.Length, own.Sum(f => (f.End ?? end) - f.Start), Worst(own, f => f.Announced, f => f.Start)),
            new ChatterFigures(chattering.Length, Worst(chattering, c => c.Episodes, c => -c.Peak)),
            new StandingFigures(standing.Count, Worst(standing, s => (s.Returned ?? end) - s.Raised, s => s.Raised)),
            Worst(sources.Where(s => s.Value.Announced > 0).Select(s => Told(s.Key, s.Value)), s => s.Announced, s => -s.Raised),
            Acknowledged(),
            new SilenceFigures(Of(SilenceKind.Shelved), Of(SilenceKind.SuppressedByDesign), Of(SilenceKind.OutOfService)));

        SourceFigures Told(AlarmSource source, SourceTally tally) =>
            new(source, tally.Last, tally.Announced, tally.Raised, announced == 0 ? 0 : tally.Announced / (double)announced);
    }

    private static ImmutableArray<T> Worst<T>(IEnumerable<T> all, Func<T, long> by, Func<T, long> then) =>
        [.. all.OrderByDescending(by).ThenBy(then).Take(HealthFigures.Named)];

    private AcknowledgementFigures Acknowledged()
    {
        acknowledgements.Sort();
        return new AcknowledgementFigures(acknowledgements.Count, Rank(0.5), Rank(0.95), neverAcknowledged);
    }

    /// <summary>The smallest that at least this share doesn't exceed (nearest rank).</summary>
    private long? Rank(double share) => acknowledgements.Count == 0 ? null : acknowledgements[(int)Math.Ceiling(share * acknowledgements.Count) - 1];

    private Silenced Of(SilenceKind kind) => silenced.GetValueOrDefault(kind);

    private SourceTally Of(AlarmSource source, Alarm alarm)
    {
        if (!sources.TryGetValue(source, out var tally))
        {
            sources.Add(source, tally = new SourceTally(alarm));
        }

        return tally;
    }

    private sealed class SourceTally(Alarm last)
    {
        public Alarm Last { get; set; } = last;

        public int Announced { get; set; }

        public int Raised { get; set; }

        public int Episodes { get; set; }

        public int Peak { get; set; }
    }
}
