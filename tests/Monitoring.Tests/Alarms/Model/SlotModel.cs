using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>What of a rule the life of its alarm depends on.</summary>
internal sealed record SlotRule(AreaId Area, string Equipment, string Signal, string Id, AlarmKind Kind, string PlanVersion)
{
    public bool Latched { get; init; }

    public CorrectiveActionDemand Demand { get; init; }

    public TimeSpan? AcknowledgementExpires { get; init; } = TimeSpan.FromHours(4);

    public TimeSpan? ReAlarmAfter { get; init; }
}

/// <summary>The life of one rule's alarm: the state machine of ISA-18.2, one sentence of the specification after the other.</summary>
internal sealed class SlotModel(SlotRule rule)
{
    private readonly List<AlarmEdge> edges = [];

    public Alarm? Alarm { get; private set; }

    public SilenceModel Silences { get; } = new();

    public bool IsOpen => Alarm is { State: not AlarmState.Normal };

    public bool IsActive => Alarm is { IsActive: true };

    private bool IsSilent => Silences.Effective is not null;

    /// <summary>The transitions since this was last asked.</summary>
    public AlarmEdge[] Take()
    {
        var taken = edges.ToArray();
        edges.Clear();
        return taken;
    }

    /// <summary>The condition is there (and wasn't), or is there at another level.</summary>
    public void Hold(long at, Level level, Priority priority, long conditionStart, double limit)
    {
        if (!IsActive)
        {
            EndShelfThatCannotSilence(priority, at);
            Raise(at, level, priority, conditionStart, limit);
        }
        else if (level != Alarm!.Level)
        {
            EndShelfThatCannotSilence(priority, at);
            ChangeLevel(at, level, priority, limit);
        }
    }

    /// <summary>The condition is gone.</summary>
    public void Return(long at)
    {
        if (!IsActive)
        {
            return;
        }

        // What is late may say that the condition was gone before anyone knew that it was there: no alarm returns before it was raised.
        at = Math.Max(at, Alarm!.RaisedAt);
        var state = Alarm.State == AlarmState.ActiveAcknowledged ? AlarmState.ReturnedAcknowledged : AlarmState.ReturnedUnacknowledged;
        Tell(EdgeKind.Returned, at, null, Alarm with { State = state, ReturnedAt = at });
        if (Alarm is { CallsSince: null, Latched: false, Demand: CorrectiveActionDemand.None })
        {
            Clear(at, null);
        }
        else
        {
            ClearIfNothingIsMissing(at, null);
        }

        if (Silences.Shelf is { Kind: SilenceKind.ShelvedOnce })
        {
            EndShelf(at, null);
        }
    }

    public CommandOutcome Acknowledge(string by, long now)
    {
        switch (Alarm!.State)
        {
            case AlarmState.ActiveUnacknowledged:
                Tell(EdgeKind.Acknowledged, now, by, Alarm with { State = AlarmState.ActiveAcknowledged, AcknowledgedAt = now, AcknowledgedBy = by });
                return CommandOutcome.Done;
            case AlarmState.ReturnedUnacknowledged:
                Tell(EdgeKind.Acknowledged, now, by, Alarm with { State = AlarmState.ReturnedAcknowledged, AcknowledgedAt = now, AcknowledgedBy = by });
                ClearIfNothingIsMissing(now, by);
                return CommandOutcome.Done;
            default:
                Tell(EdgeKind.AcknowledgedAgain, now, by, Alarm);
                return CommandOutcome.AlreadyDone;
        }
    }

    public CommandOutcome Reset(string by, long now)
    {
        if (!Alarm!.Latched || IsActive)
        {
            return CommandOutcome.NotPossible;
        }

        if (Alarm.ResetAt is not null)
        {
            return CommandOutcome.AlreadyDone;
        }

        Tell(EdgeKind.Reset, now, by, Alarm with { ResetAt = now });
        ClearIfNothingIsMissing(now, by);
        return CommandOutcome.Done;
    }

    public CommandOutcome RecordAction(CorrectiveAction action)
    {
        Tell(EdgeKind.ActionRecorded, action.At, action.By, Alarm! with { Action = action });
        ClearIfNothingIsMissing(action.At, action.By);
        return CommandOutcome.Done;
    }

    public CommandOutcome VerifyAction(string by, long now)
    {
        if (Alarm!.Action is { VerifiedBy: not null })
        {
            return CommandOutcome.AlreadyDone;
        }

        if (Alarm.Action is not { } action || action.By == by)
        {
            return CommandOutcome.NotPossible;
        }

        Tell(EdgeKind.ActionVerified, now, by, Alarm with { Action = action with { VerifiedBy = by, VerifiedAt = now } });
        ClearIfNothingIsMissing(now, by);
        return CommandOutcome.Done;
    }

    public void Shelve(Silence shelf)
    {
        Silences.Shelf = shelf;
        Tell(EdgeKind.Shelved, shelf.Since, shelf.By, Alarm!);
    }

    public void EndShelf(long at, string? by) => EndSilence(EdgeKind.Unshelved, at, by, () => Silences.Shelf = null);

    public void TakeOutOfService(Silence silence)
    {
        Silences.OutOfService = silence;
        if (IsOpen)
        {
            Tell(EdgeKind.TakenOutOfService, silence.Since, silence.By, Alarm!);
        }
    }

    public void ReturnToService(long at, string? by)
    {
        if (Silences.OutOfService is not null)
        {
            EndSilence(EdgeKind.ReturnedToService, at, by, () => Silences.OutOfService = null);
        }
    }

    public void Suppress(long at)
    {
        Silences.Suppression = new Silence(SilenceKind.SuppressedByDesign, "plan", "", at, null, Priority.High);
        if (IsOpen)
        {
            Tell(EdgeKind.Suppressed, at, null, Alarm!);
        }
    }

    public void Unsuppress(long at) => EndSilence(EdgeKind.Unsuppressed, at, null, () => Silences.Suppression = null);

    /// <summary>What the clock alone does to an alarm that stays.</summary>
    public void Tick(long now)
    {
        if (Alarm is { State: AlarmState.ActiveAcknowledged, AcknowledgedAt: { } acknowledged } && rule.AcknowledgementExpires is { } expires && now >= acknowledged + Milliseconds(expires))
        {
            CallAgain(EdgeKind.AcknowledgementExpired, now);
        }

        if (IsActive && !IsSilent && rule.ReAlarmAfter is { } again && Alarm!.CallsSince is { } since && now >= since + Milliseconds(again))
        {
            CallAgain(EdgeKind.ReAlarmed, now);
        }
    }

    private void CallAgain(EdgeKind kind, long now) => Tell(kind, now, null, Alarm! with
    {
        State = AlarmState.ActiveUnacknowledged,
        AcknowledgedAt = null,
        AcknowledgedBy = null,
        CallsSince = IsSilent ? Alarm.CallsSince : now,
    });

    private void Raise(long at, Level level, Priority priority, long conditionStart, double limit)
    {
        var before = IsOpen ? Alarm : null;
        var start = before?.ConditionStart ?? conditionStart;
        var neverStoppedCalling = before is { State: AlarmState.ReturnedUnacknowledged, CallsSince: not null };
        Tell(EdgeKind.Raised, at, null, new Alarm(
            AlarmId.Create(rule.Area, rule.Equipment, rule.Signal, rule.Id, start), rule.Equipment, rule.Signal, rule.Id, rule.Kind,
            AlarmState.ActiveUnacknowledged, level, priority, start, at, null, null, null, null, double.NaN, limit, rule.PlanVersion,
            CallsSince: IsSilent || neverStoppedCalling ? before?.CallsSince : at,
            Latched: rule.Latched,
            Demand: rule.Demand,
            RaisedBefore: before?.RaisedAt,
            RaisedBeforeThat: before?.RaisedBefore));
    }

    private void ChangeLevel(long at, Level level, Priority priority, double limit)
    {
        var changed = Alarm! with { Level = level, Priority = priority, Limit = limit };
        var otherSide = Math.Sign((int)level) != Math.Sign((int)Alarm!.Level);
        var furtherOut = Math.Abs((int)level) > Math.Abs((int)Alarm.Level);
        if (otherSide || furtherOut || priority > Alarm.Priority)
        {
            changed = changed with
            {
                State = AlarmState.ActiveUnacknowledged,
                AcknowledgedAt = null,
                AcknowledgedBy = null,
                CallsSince = IsSilent || Alarm.Calls ? Alarm.CallsSince : at,
            };
        }

        Tell(EdgeKind.LevelChanged, at, null, changed);
    }

    private void EndShelfThatCannotSilence(Priority priority, long at)
    {
        if (Silences.Shelf is { } shelf && priority > shelf.Highest)
        {
            EndShelf(at, null);
        }
    }

    private void EndSilence(EdgeKind kind, long at, string? by, Action end)
    {
        var was = IsSilent;
        end();
        if (IsOpen)
        {
            Tell(kind, at, by, was && !IsSilent && Alarm!.NeedsAcknowledgement ? Alarm with { CallsSince = at } : Alarm!);
        }
    }

    private void ClearIfNothingIsMissing(long at, string? by)
    {
        if (Alarm is { State: AlarmState.ReturnedAcknowledged, NeedsReset: false, NeedsAction: false, NeedsVerification: false })
        {
            Clear(at, by);
        }
    }

    private void Clear(long at, string? by)
    {
        // Over is what is returned and acknowledged, and whatever else was missing: not before the last of it.
        at = new[] { at, Alarm!.AcknowledgedAt ?? at, Alarm.ResetAt ?? at, Alarm.Action?.At ?? at, Alarm.Action?.VerifiedAt ?? at }.Max();
        Tell(EdgeKind.Cleared, at, by, Alarm with { State = AlarmState.Normal, ClearedAt = at });
    }

    private void Tell(EdgeKind kind, long at, string? by, Alarm alarm)
    {
        Alarm = alarm with { Silence = Silences.Effective };
        edges.Add(new AlarmEdge(kind, Alarm, at, 0, by));
    }

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}
