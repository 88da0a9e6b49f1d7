using Monitoring.Domain.Alarms;

namespace Monitoring.Grains.Contracts;

public enum AcknowledgeOutcome
{
    Acknowledged,

    /// <summary>Somebody was first: <see cref="Alarm.AcknowledgedBy"/> says who.</summary>
    AlreadyAcknowledged,

    /// <summary>No such alarm, or it is over.</summary>
    NotFound,
}

[GenerateSerializer, Immutable, Alias("monitoring.acknowledge-result.v1")]
public sealed record AcknowledgeResult([property: Id(0)] AcknowledgeOutcome Outcome, [property: Id(1)] Alarm? Alarm);
