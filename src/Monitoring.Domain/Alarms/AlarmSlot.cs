using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>
/// The one alarm that a rule can have, from raised to over, and the only place where its state changes (ISA-18.2).
/// While it isn't over, a condition that comes back continues the same occurrence: a flapping signal never fills the list.
/// </summary>
internal sealed class AlarmSlot(Signal signal, string rule, AlarmKind kind, string planVersion, BoardClock clock, List<AlarmEdge> edges)
{
    /// <summary>The present or the last occurrence; null: none yet.</summary>
    public Alarm? Alarm { get; private set; }

    /// <summary>Board version of its last change.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Board version at which the occurrence before this one ended; 0: there is none.</summary>
    public long PreviousEndedAt { get; private set; }

    public string Rule => rule;

    public bool IsOver => Alarm is null or { State: AlarmState.Normal };

    public bool IsActive => Alarm is { IsActive: true };

    public void Restore(Alarm? alarm) => Alarm = alarm;

    public void Raise(Level level, Priority priority, long conditionStart, long at, double value, double limit, long now)
    {
        var open = IsOver ? null : Alarm;
        if (open is null && Alarm is not null)
        {
            PreviousEndedAt = ChangedAt;
        }

        Tell(EdgeKind.Raised, at, now, new Alarm(
            open?.Id ?? AlarmId.Create(signal.Area, signal.Equipment.Id, signal.Plan.Id, rule, conditionStart), signal.Equipment.Id, signal.Plan.Id, rule, kind,
            AlarmState.ActiveUnacknowledged, level, priority, open?.ConditionStart ?? conditionStart, at, null, null, null, null, value, limit, planVersion));
    }

    /// <summary>A worse level, or one of the other side, asks for a new acknowledgement; a milder one doesn't.</summary>
    public void ChangeLevel(Level level, Priority priority, long at, double value, double limit, long now)
    {
        var (from, to) = ((int)Alarm!.Level, (int)level);
        var worse = Math.Sign(to) != Math.Sign(from) || Math.Abs(to) > Math.Abs(from) || priority > Alarm.Priority;
        Tell(EdgeKind.LevelChanged, at, now, Alarm with
        {
            Level = level,
            Priority = priority,
            Value = value,
            Limit = limit,
            State = worse ? AlarmState.ActiveUnacknowledged : Alarm.State,
            AcknowledgedAt = worse ? null : Alarm.AcknowledgedAt,
            AcknowledgedBy = worse ? null : Alarm.AcknowledgedBy,
        });
    }

    public void Return(long at, long now, string? by = null, string? note = null)
    {
        var acknowledged = Alarm!.State == AlarmState.ActiveAcknowledged;
        Tell(EdgeKind.Returned, at, now, Alarm with { State = AlarmState.ReturnedUnacknowledged, ReturnedAt = at }, by, note);
        if (acknowledged)
        {
            Clear(at, now, by, note);
        }
    }

    /// <summary>False: there is nothing to acknowledge.</summary>
    public bool Acknowledge(string by, string? note, long now)
    {
        if (Alarm is not { NeedsAcknowledgement: true } open)
        {
            return false;
        }

        var returned = open.State == AlarmState.ReturnedUnacknowledged;
        Tell(EdgeKind.Acknowledged, now, now, open with
        {
            State = returned ? AlarmState.ReturnedUnacknowledged : AlarmState.ActiveAcknowledged,
            AcknowledgedAt = now,
            AcknowledgedBy = by,
        }, by, note);
        if (returned)
        {
            Clear(now, now, by, note);
        }

        return true;
    }

    private void Clear(long at, long now, string? by, string? note) =>
        Tell(EdgeKind.Cleared, at, now, Alarm! with { State = AlarmState.Normal, ClearedAt = at }, by, note);

    private void Tell(EdgeKind edge, long at, long now, Alarm alarm, string? by = null, string? note = null)
    {
        Alarm = alarm;
        ChangedAt = clock.Version;
        edges.Add(new AlarmEdge(edge, alarm, at, now, by, note));
    }
}
