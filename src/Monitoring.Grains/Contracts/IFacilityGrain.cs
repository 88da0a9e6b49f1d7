using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Grains.Contracts;

/// <summary>A facility: the state of its areas at a glance; keyed by the facility's id.</summary>
[Alias("monitoring.facility-grain.v1")]
public interface IFacilityGrain : IGrainWithStringKey
{
    /// <summary>An area tells how it is, on every change and every few seconds.</summary>
    /// <param name="open">Its alarms that aren't over: whole each time, so that a lost report costs nothing.</param>
    [Alias("report")]
    Task Report(AreaSummary summary, ImmutableArray<Alarm> open);

    [Alias("get-overview")]
    ValueTask<FacilityOverview> GetOverview();
}

/// <param name="Silent">Areas of the plan that haven't reported for 10 s: nothing is known about them.</param>
[GenerateSerializer, Immutable, Alias("monitoring.facility-overview.v1")]
public sealed record FacilityOverview(
    [property: Id(0)] string Facility,
    [property: Id(1)] ImmutableArray<AreaSummary> Areas,
    [property: Id(2)] ImmutableArray<AreaId> Silent);
