namespace Monitoring.Domain.Alarms;

public enum AlarmKind
{
    Limit,

    /// <summary>Nothing has come for the signal's <c>stale_after</c>, by the clock.</summary>
    MissingData,

    /// <summary>The device says that it can't measure, or the value is physically impossible.</summary>
    BadQuality,

    /// <summary>The value changes too fast (<see cref="RateOfChange"/>).</summary>
    RateOfChange,

    /// <summary>The values contradict what is plausible: frozen, or a twin probe disagrees.</summary>
    Implausible,

    /// <summary>A value that a person enters, or an event that must happen, is overdue.</summary>
    Overdue,

    /// <summary>A device, or every device of an area, is gone: one alarm in the place of one for each signal.</summary>
    CommunicationLost,

    /// <summary>Not an alarm: a record about a rule or an equipment at rest (somebody shelved it, set its phase).</summary>
    Note,
}

/// <summary>ISA-18.2 states of an alarm that has been raised.</summary>
public enum AlarmState
{
    /// <summary>Returned and acknowledged: over.</summary>
    Normal,
    ActiveUnacknowledged,
    ActiveAcknowledged,
    ReturnedUnacknowledged,

    /// <summary>Not over yet: a latched alarm awaits its reset, or a corrective action its record or its verification.</summary>
    ReturnedAcknowledged,
}

/// <summary>One occurrence of an alarm. All times are Unix milliseconds, UTC.</summary>
/// <param name="Id">From area, rule and condition start (<see cref="AlarmId"/>): the same occurrence has the same id after a crash.</param>
/// <param name="Rule">The rule's id; <c>missing-data</c> and <c>bad-quality</c> for the two that every signal has.</param>
/// <param name="ConditionStart">When the condition began, by the readings' own time (missing data: the last reading's time, if that isn't in the future).</param>
/// <param name="RaisedAt">When its on-delay had run out.</param>
/// <param name="ReturnedAt">When the condition had been away for the off-delay.</param>
/// <param name="ClearedAt">When it was over: returned and acknowledged.</param>
/// <param name="Value">The value that raised it or its present level; NaN where there is none.</param>
/// <param name="Limit">The limit that was passed; NaN where there is none.</param>
/// <param name="PlanVersion">The plan that it was decided by.</param>
/// <param name="CallsSince">When it last began to ask for a person: raised, worse, acknowledgement expired, announced again, or no longer silent; null: it has been silent all the time.</param>
/// <param name="Latched">It needs an explicit reset after it has returned.</param>
/// <param name="ResetAt">When somebody reset it since it was last raised.</param>
/// <param name="Demand">What must be on record before it can be over.</param>
/// <param name="Silence">Why it is silent now; null: it isn't.</param>
/// <param name="RaisedBefore">When it was raised the time before <paramref name="RaisedAt"/>; null: never.</param>
/// <param name="RaisedBeforeThat">And the time before that.</param>
[GenerateSerializer, Immutable, Alias("monitoring.alarm.v1")]
public sealed record Alarm(
    [property: Id(0)] string Id,
    [property: Id(1)] string Equipment,
    [property: Id(2)] string Signal,
    [property: Id(3)] string Rule,
    [property: Id(4)] AlarmKind Kind,
    [property: Id(5)] AlarmState State,
    [property: Id(6)] Level Level,
    [property: Id(7)] Priority Priority,
    [property: Id(8)] long ConditionStart,
    [property: Id(9)] long RaisedAt,
    [property: Id(10)] long? AcknowledgedAt,
    [property: Id(11)] string? AcknowledgedBy,
    [property: Id(12)] long? ReturnedAt,
    [property: Id(13)] long? ClearedAt,
    [property: Id(14)] double Value,
    [property: Id(15)] double Limit,
    [property: Id(16)] string PlanVersion,
    [property: Id(17)] long? CallsSince = null,
    [property: Id(18)] bool Latched = false,
    [property: Id(19)] long? ResetAt = null,
    [property: Id(20)] CorrectiveActionDemand Demand = CorrectiveActionDemand.None,
    [property: Id(21)] CorrectiveAction? Action = null,
    [property: Id(22)] Silence? Silence = null,
    [property: Id(23)] long? RaisedBefore = null,
    [property: Id(24)] long? RaisedBeforeThat = null)
{
    /// <summary>Three times within a minute is chattering (ISA-18.2, EEMUA 191).</summary>
    private const long ChatterWindow = 60_000;

    public bool IsActive => State is AlarmState.ActiveUnacknowledged or AlarmState.ActiveAcknowledged;

    public bool NeedsAcknowledgement => State is AlarmState.ActiveUnacknowledged or AlarmState.ReturnedUnacknowledged;

    /// <summary>Asks for a person now: unacknowledged and not silent.</summary>
    public bool Calls => NeedsAcknowledgement && Silence is null;

    public bool NeedsReset => Latched && ResetAt is null;

    public bool NeedsAction => Demand != CorrectiveActionDemand.None && Action is null;

    public bool NeedsVerification => Demand == CorrectiveActionDemand.RequiredAndVerified && Action is { VerifiedBy: null };

    /// <summary>Raised three times within a minute.</summary>
    public bool IsChattering => RaisedBeforeThat is { } first && RaisedAt - first <= ChatterWindow;
}
