using Monitoring.Domain.Areas;

namespace Monitoring.Grains.Contracts;

public static class AreaGrains
{
    /// <exception cref="KeyNotFoundException">The plan has no such area.</exception>
    public static IAreaGrain GetArea(this IGrainFactory grains, Plan plan, AreaId area) => plan.FindArea(area)?.Kind switch
    {
        AreaKind.Kitchen => grains.GetGrain<IKitchenGrain>(area.ToString()),
        AreaKind.System => grains.GetGrain<ISystemGrain>(area.ToString()),
        AreaKind.Workshop => grains.GetGrain<IWorkshopGrain>(area.ToString()),
        _ => throw new KeyNotFoundException($"The plan has no area '{area}'."),
    };
}
