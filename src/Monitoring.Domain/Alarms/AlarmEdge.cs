namespace Monitoring.Domain.Alarms;

public enum EdgeKind
{
    Raised,
    LevelChanged,
    Acknowledged,
    Returned,
    Cleared,
}

/// <summary>One transition of an alarm: what the journal keeps and people are told.</summary>
/// <param name="Alarm">The alarm after it.</param>
/// <param name="At">When it happened, by the readings' own time for what readings decide, by the clock for the rest: Unix milliseconds, UTC.</param>
/// <param name="RecordedAt">When it was decided, by the clock: Unix milliseconds, UTC.</param>
/// <param name="By">Who did it; null: the readings or the clock.</param>
[GenerateSerializer, Immutable, Alias("monitoring.alarm-edge.v1")]
public sealed record AlarmEdge(
    [property: Id(0)] EdgeKind Kind,
    [property: Id(1)] Alarm Alarm,
    [property: Id(2)] long At,
    [property: Id(3)] long RecordedAt,
    [property: Id(4)] string? By = null,
    [property: Id(5)] string? Note = null);
