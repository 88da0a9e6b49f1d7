namespace Monitoring.Domain.Alarms;

public enum EdgeKind
{
    Raised,
    LevelChanged,
    Acknowledged,
    Returned,
    Cleared,

    /// <summary>Somebody acknowledged what somebody else had acknowledged before: both are on record.</summary>
    AcknowledgedAgain,

    /// <summary>The acknowledgement has grown too old while the alarm stayed active.</summary>
    AcknowledgementExpired,

    /// <summary>Still active after the rule's <c>realarm_after</c>: announced as if it were new.</summary>
    ReAlarmed,

    /// <summary>A latched alarm was released by a person.</summary>
    Reset,
    Shelved,
    Unshelved,
    Suppressed,
    Unsuppressed,
    TakenOutOfService,
    ReturnedToService,
    ActionRecorded,
    ActionVerified,

    /// <summary>A person, or the end of what a person had set, changed an equipment's phase; see <see cref="AlarmEdge.Note"/>.</summary>
    PhaseSet,
}

/// <summary>One transition of an alarm: what the journal keeps and people are told.</summary>
/// <param name="Alarm">The alarm after it.</param>
/// <param name="At">When it happened, by the readings' own time for what readings decide, by the clock for the rest: Unix milliseconds, UTC.</param>
/// <param name="RecordedAt">When it was decided, by the clock: Unix milliseconds, UTC.</param>
/// <param name="By">Who did it; null: the readings or the clock.</param>
/// <param name="Note">Why, in the person's own words.</param>
/// <param name="From">From where: an address, or the kiosk that it came through; null: the readings or the clock.</param>
[GenerateSerializer, Immutable, Alias("monitoring.alarm-edge.v1")]
public sealed record AlarmEdge(
    [property: Id(0)] EdgeKind Kind,
    [property: Id(1)] Alarm Alarm,
    [property: Id(2)] long At,
    [property: Id(3)] long RecordedAt,
    [property: Id(4)] string? By = null,
    [property: Id(5)] string? Note = null,
    [property: Id(6)] string? From = null);
