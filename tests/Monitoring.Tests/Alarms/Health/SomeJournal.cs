using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Health;
using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Alarms.Health;

/// <summary>A journal that is written by hand: rules of one fryer, at minutes after noon UTC of Monday, 23 November 2026 (20:00 in Palu).</summary>
internal sealed class SomeJournal
{
    public const long Noon = 1_795_435_200_000;
    public const long Hour = 3_600_000;
    public const long Day = 24 * Hour;

    public static readonly AreaId Kitchen = new("palu", "kitchen");

    private static readonly TimeZoneInfo Palu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Makassar");

    private readonly Dictionary<string, Alarm> alarms = [];
    private readonly List<AlarmEdge> edges = [];

    public static long At(double minute) => Noon + (long)(minute * 60_000);

    public static AlarmSource Source(string rule) => new(Kitchen, "fryer-1", "oil_temp", rule);

    public SomeJournal Raises(string rule, double minute, Priority priority = Priority.Medium, Silence? silence = null, Level level = Level.Hi)
    {
        var at = At(minute);
        var open = alarms.GetValueOrDefault(rule) is { State: not AlarmState.Normal } alarm ? alarm : null;
        return Tell(EdgeKind.Raised, minute, new Alarm(
            open?.Id ?? AlarmId.Create(Kitchen, "fryer-1", "oil_temp", rule, at), "fryer-1", "oil_temp", rule, AlarmKind.Limit, AlarmState.ActiveUnacknowledged, level, priority,
            open?.ConditionStart ?? at, at, null, null, null, null, 170, 160, "v1")
        {
            CallsSince = silence is not null ? open?.CallsSince : open is { NeedsAcknowledgement: true, CallsSince: { } since } ? since : at,
            Silence = silence,
        });
    }

    public SomeJournal Changes(string rule, double minute, Level level, Priority priority) =>
        Tell(EdgeKind.LevelChanged, minute, alarms[rule] with { Level = level, Priority = priority });

    /// <summary>To the highest level, which asks for a new acknowledgement.</summary>
    public SomeJournal Worsens(string rule, double minute, Alarm alarm) => Tell(EdgeKind.LevelChanged, minute, alarm with
    {
        Level = Level.HiHi,
        State = AlarmState.ActiveUnacknowledged,
        AcknowledgedAt = null,
        AcknowledgedBy = null,
        CallsSince = alarm.Silence is not null ? alarm.CallsSince : alarm is { NeedsAcknowledgement: true, CallsSince: { } since } ? since : At(minute),
    });

    public SomeJournal Acknowledges(string rule, double minute)
    {
        var alarm = alarms[rule];
        var returned = alarm.State == AlarmState.ReturnedUnacknowledged;
        Tell(EdgeKind.Acknowledged, minute, alarm with
        {
            State = returned ? AlarmState.ReturnedAcknowledged : AlarmState.ActiveAcknowledged,
            AcknowledgedAt = At(minute),
            AcknowledgedBy = "Sari",
        });
        return returned ? Clears(rule, minute) : this;
    }

    public SomeJournal Returns(string rule, double minute)
    {
        var alarm = alarms[rule];
        var acknowledged = alarm.State == AlarmState.ActiveAcknowledged;
        Tell(EdgeKind.Returned, minute, alarm with { State = acknowledged ? AlarmState.ReturnedAcknowledged : AlarmState.ReturnedUnacknowledged, ReturnedAt = At(minute) });
        return acknowledged || alarm.CallsSince is null ? Clears(rule, minute) : this;
    }

    public SomeJournal Clears(string rule, double minute) => Tell(EdgeKind.Cleared, minute, alarms[rule] with { State = AlarmState.Normal, ClearedAt = At(minute) });

    /// <summary>Raised, acknowledged after a minute, returned after two.</summary>
    public SomeJournal Passes(string rule, double minute, Priority priority = Priority.Medium) =>
        Raises(rule, minute, priority).Acknowledges(rule, minute + 1).Returns(rule, minute + 2);

    public SomeJournal CallsAgain(EdgeKind kind, string rule, double minute) => Tell(kind, minute, alarms[rule] with
    {
        State = AlarmState.ActiveUnacknowledged,
        AcknowledgedAt = null,
        AcknowledgedBy = null,
        CallsSince = At(minute),
    });

    public SomeJournal Silences(string rule, EdgeKind kind, double minute, Silence silence) => Tell(kind, minute, alarms[rule] with { Silence = silence });

    public SomeJournal Speaks(string rule, EdgeKind kind, double minute)
    {
        var alarm = alarms[rule];
        return Tell(kind, minute, alarm with { Silence = null, CallsSince = alarm.NeedsAcknowledgement ? At(minute) : alarm.CallsSince });
    }

    /// <summary>An entry about what has no alarm.</summary>
    public SomeJournal Notes(string signal, string rule, EdgeKind kind, double minute, Silence? silence)
    {
        var note = new Alarm(
            AlarmId.Create(Kitchen, "fryer-1", signal, rule, At(minute)), "fryer-1", signal, rule, AlarmKind.Note, AlarmState.Normal, Level.None, Priority.Low,
            At(minute), At(minute), null, null, null, null, double.NaN, double.NaN, "v1");
        edges.Add(new AlarmEdge(kind, note with { Silence = silence }, At(minute), At(minute)));
        return this;
    }

    public static Silence Silence(SilenceKind kind, double since, double? until = null) => new(kind, "Budi", "cleaning", At(since), until is { } end ? At(end) : null, Priority.High);

    public IReadOnlyList<AlarmEdge> Edges => edges;

    public Alarm? AlarmOf(string rule) => alarms.GetValueOrDefault(rule);

    public HealthReport Report(double from, double to, params (AreaId Area, Alarm Alarm)[] open)
    {
        var health = new AlarmHealth(At(from), At(to), Palu);
        edges.ForEach(e => health.Take(Kitchen, e));
        return health.Close(open);
    }

    public HealthFigures Figures(double from = 0, double to = 24 * 60) => Report(from, to).Whole;

    private SomeJournal Tell(EdgeKind kind, double minute, Alarm alarm)
    {
        alarms[alarm.Rule] = alarm;
        edges.Add(new AlarmEdge(kind, alarm, At(minute), At(minute)));
        return this;
    }
}
