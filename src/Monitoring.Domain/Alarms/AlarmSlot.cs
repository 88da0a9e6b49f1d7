using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Alarms;

/// <summary>
/// The one alarm that a rule can have, from raised to over, and the only place where its state changes (ISA-18.2); what people do to it is in the other half.
/// While it isn't over, a condition that comes back continues the same occurrence: a flapping signal never fills the list.
/// </summary>
internal sealed partial class AlarmSlot(AlarmAddress address, string rule, AlarmKind kind, AlarmTerms terms, string planVersion, BoardClock clock, List<AlarmEdge> edges)
{
    private Silences silences;

    /// <summary>The present or the last occurrence; null: none yet.</summary>
    public Alarm? Alarm { get; private set; }

    /// <summary>Board version of its last change.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Board version at which the occurrence before this one ended; 0: there is none.</summary>
    public long PreviousEndedAt { get; private set; }

    public AlarmAddress Address => address;

    public string Rule => rule;

    public bool IsOver => Alarm is null or { State: AlarmState.Normal };

    public bool IsActive => Alarm is { IsActive: true };

    public Silence? Silence => silences.Effective;

    public bool IsShelved => silences.Shelved is not null;

    public bool IsOutOfService => silences.OutOfService is not null;

    /// <summary>Over, and nothing silences what comes next.</summary>
    public bool AtRest => IsOver && Silence is null;

    public RuleState Capture(ImmutableArray<TimerState> timers) => new(address.Path, rule, timers, IsOver && !IsShelved ? null : Alarm) { Silences = silences.Capture() };

    public void Restore(RuleState state)
    {
        Alarm = state.Alarm;
        silences = Silences.From(state.Silences);
    }

    public void Raise(Level level, Priority priority, long conditionStart, long at, double value, double limit, long now)
    {
        EndOutgrownShelf(priority, at, now);
        var open = IsOver ? null : Alarm;
        if (open is null && Alarm is not null)
        {
            PreviousEndedAt = ChangedAt;
        }

        Tell(EdgeKind.Raised, at, now, new Alarm(
            open?.Id ?? AlarmId.Create(address.Area, address.Equipment, address.Signal, rule, conditionStart), address.Equipment, address.Signal, rule, kind,
            AlarmState.ActiveUnacknowledged, level, priority, open?.ConditionStart ?? conditionStart, at, null, null, null, null, value, limit, planVersion)
        {
            CallsSince = CallsFrom(at, open),
            Latched = terms.Latched,
            Demand = terms.Demand,
            Silence = Silence,
            RaisedBefore = open?.RaisedAt,
            RaisedBeforeThat = open?.RaisedBefore,
        });
    }

    /// <summary>A worse level, or one of the other side, asks for a new acknowledgement; a milder one doesn't.</summary>
    public void ChangeLevel(Level level, Priority priority, long at, double value, double limit, long now)
    {
        EndOutgrownShelf(priority, at, now);
        var (from, to) = ((int)Alarm!.Level, (int)level);
        var worse = Math.Sign(to) != Math.Sign(from) || Math.Abs(to) > Math.Abs(from) || priority > Alarm.Priority;
        var changed = Alarm with { Level = level, Priority = priority, Value = value, Limit = limit };
        Tell(EdgeKind.LevelChanged, at, now, worse ? Unacknowledged(changed, CallsFrom(at, Alarm)) : changed);
    }

    public void Return(long at, long now, Actor? by = null, string? note = null)
    {
        var active = Alarm!;

        // A late reading may say that it was gone before the clock had raised it: no record says that it returned before it was raised.
        at = Math.Max(at, active.RaisedAt);
        var acknowledged = active.State == AlarmState.ActiveAcknowledged;
        Tell(EdgeKind.Returned, at, now, active with { State = acknowledged ? AlarmState.ReturnedAcknowledged : AlarmState.ReturnedUnacknowledged, ReturnedAt = at }, by, note);
        if (active is { CallsSince: null, Latched: false, Demand: CorrectiveActionDemand.None } && !acknowledged)
        {
            // Nobody was ever called: there is nobody who could acknowledge it.
            Clear(at, now, by, note);
        }

        ClearIfDone(at, now, by, note);
        if (silences.Shelved is { Kind: SilenceKind.ShelvedOnce })
        {
            EndShelf(at, now, null, "The alarm has returned.");
        }
    }

    /// <summary>What time alone changes: silences end, acknowledgements expire, alarms that stand are announced again.</summary>
    /// <param name="settled">False: readings that may have ended the alarm are perhaps still to be given again.</param>
    public void Tick(bool settled, long now)
    {
        if (silences.Effective is not null)
        {
            EndSilencesDue(now);
        }

        if (!settled || Alarm is not { IsActive: true } active)
        {
            return;
        }

        if (active.State == AlarmState.ActiveAcknowledged && now >= active.AcknowledgedAt + terms.AcknowledgementExpires)
        {
            Tell(EdgeKind.AcknowledgementExpired, now, now, Unacknowledged(active, Silence is null ? now : active.CallsSince));
        }
        else if (Silence is null && now >= active.CallsSince + terms.ReAlarmAfter)
        {
            Tell(EdgeKind.ReAlarmed, now, now, Unacknowledged(active, now));
        }
    }

    /// <summary>The rule's <c>suppress_while</c> has spoken, perhaps the same as before.</summary>
    public void Suppress(bool suppressed, long at, long now)
    {
        if (suppressed == silences.Suppressed is not null)
        {
            return;
        }

        silences.Suppressed = suppressed ? new Silence(SilenceKind.SuppressedByDesign, "plan", "The rule's suppress_while is so.", at, null, Priority.High) : null;
        if (!IsOver)
        {
            Hush(suppressed ? EdgeKind.Suppressed : EdgeKind.Unsuppressed, at, now, null, null);
        }
    }

    private static Alarm Unacknowledged(Alarm alarm, long? callsSince) =>
        alarm with { State = AlarmState.ActiveUnacknowledged, AcknowledgedAt = null, AcknowledgedBy = null, CallsSince = callsSince };

    /// <summary>An alarm that calls already goes on calling since it began; a silent one keeps what it had.</summary>
    private long? CallsFrom(long at, Alarm? open) =>
        Silence is not null ? open?.CallsSince : open is { NeedsAcknowledgement: true, CallsSince: { } since } ? since : at;

    private void ClearIfDone(long at, long now, Actor? by, string? note)
    {
        if (Alarm is { State: AlarmState.ReturnedAcknowledged, NeedsReset: false, NeedsAction: false, NeedsVerification: false })
        {
            Clear(at, now, by, note);
        }
    }

    private void Clear(long at, long now, Actor? by, string? note)
    {
        // Readings are a little older than people's clicks: it is over when the last of what it needed was there.
        at = Math.Max(Math.Max(at, Alarm!.AcknowledgedAt ?? at), Math.Max(Alarm.ResetAt ?? at, Alarm.Action?.VerifiedAt ?? Alarm.Action?.At ?? at));
        Tell(EdgeKind.Cleared, at, now, Alarm with { State = AlarmState.Normal, ClearedAt = at }, by, note);
    }

    private void Tell(EdgeKind edge, long at, long now, Alarm alarm, Actor? by = null, string? note = null)
    {
        Alarm = alarm;
        ChangedAt = clock.Version;
        edges.Add(new AlarmEdge(edge, alarm, at, now, by?.Name, note, by?.From));
    }
}
