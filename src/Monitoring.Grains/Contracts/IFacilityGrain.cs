using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Grains.Contracts;

/// <summary>A facility: the state of its areas at a glance; keyed by the facility's id.</summary>
[Alias("monitoring.facility-grain.v1")]
public interface IFacilityGrain : IGrainWithStringKey
{
    /// <summary>An area tells how it is, on every change and every few seconds.</summary>
    [Alias("report")]
    Task Report(AreaSummary summary);

    [Alias("get-overview")]
    ValueTask<FacilityOverview> GetOverview();
}

/// <param name="At">When the area said so, by the clock: Unix milliseconds, UTC.</param>
/// <param name="Worst">Highest priority among the active alarms; null: none is active.</param>
/// <param name="Trusted">Signals whose value can be believed.</param>
/// <param name="Doubtful">Signals that are stale, bad, or have sent nothing yet though something is expected of them.</param>
[GenerateSerializer, Immutable, Alias("monitoring.area-summary.v1")]
public sealed record AreaSummary(
    [property: Id(0)] AreaId Area,
    [property: Id(1)] long At,
    [property: Id(2)] int Active,
    [property: Id(3)] int Unacknowledged,
    [property: Id(4)] Priority? Worst,
    [property: Id(5)] int Trusted,
    [property: Id(6)] int Doubtful);

/// <param name="Silent">Areas of the plan that haven't reported for 10 s: nothing is known about them.</param>
[GenerateSerializer, Immutable, Alias("monitoring.facility-overview.v1")]
public sealed record FacilityOverview(
    [property: Id(0)] string Facility,
    [property: Id(1)] ImmutableArray<AreaSummary> Areas,
    [property: Id(2)] ImmutableArray<AreaId> Silent);
