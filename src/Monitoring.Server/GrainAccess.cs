using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;

namespace Monitoring.Server;

/// <summary>The grains as this process reaches them.</summary>
/// <param name="Refer">Makes an observer reachable for grains; whoever asks keeps the observer alive.</param>
/// <param name="Forget">Undoes <paramref name="Refer"/>.</param>
internal sealed record GrainAccess(
    Func<AreaId, IAreaGrain> Area, Func<string, IFacilityGrain> Facility, Func<IAreaWatcher, IAreaWatcher> Refer, Action<IAreaWatcher> Forget)
{
    public static GrainAccess Through(IGrainFactory grains, Plan plan) => new(
        area => grains.GetArea(plan, area),
        facility => grains.GetGrain<IFacilityGrain>(facility),
        grains.CreateObjectReference<IAreaWatcher>,
        grains.DeleteObjectReference<IAreaWatcher>);
}
