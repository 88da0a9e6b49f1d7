namespace Monitoring.Domain.Alarms;

public enum AlarmKind
{
    Limit,

    /// <summary>Nothing has come for the signal's <c>stale_after</c>, by the clock.</summary>
    MissingData,

    /// <summary>The device says that it can't measure, or the value is physically impossible.</summary>
    BadQuality,
}

/// <summary>ISA-18.2 states of an alarm that has been raised.</summary>
public enum AlarmState
{
    /// <summary>Returned and acknowledged: over.</summary>
    Normal,
    ActiveUnacknowledged,
    ActiveAcknowledged,
    ReturnedUnacknowledged,
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
    [property: Id(16)] string PlanVersion)
{
    public bool IsActive => State is AlarmState.ActiveUnacknowledged or AlarmState.ActiveAcknowledged;

    public bool NeedsAcknowledgement => State is AlarmState.ActiveUnacknowledged or AlarmState.ReturnedUnacknowledged;
}
