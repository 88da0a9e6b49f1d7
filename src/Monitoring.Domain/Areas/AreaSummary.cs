using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>An area at a glance.</summary>
/// <param name="At">When the area said so, by the clock: Unix milliseconds, UTC.</param>
/// <param name="Worst">Highest priority among the active alarms; null: none is active.</param>
/// <param name="Trusted">Signals whose value can be believed.</param>
/// <param name="Doubtful">Signals that are stale, bad, or have sent nothing yet though something is expected of them.</param>
/// <param name="Silent">Active alarms that are shelved, suppressed or out of service; not among <paramref name="Active"/>.</param>
[GenerateSerializer, Immutable, Alias("monitoring.area-summary.v1")]
public sealed record AreaSummary(
    [property: Id(0)] AreaId Area,
    [property: Id(1)] long At,
    [property: Id(2)] int Active,
    [property: Id(3)] int Unacknowledged,
    [property: Id(4)] Priority? Worst,
    [property: Id(5)] int Trusted,
    [property: Id(6)] int Doubtful,
    [property: Id(7)] int Silent = 0);
