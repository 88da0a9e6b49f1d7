using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Areas;
using Monitoring.Grains.Contracts;

namespace Monitoring.Grains.Facilities;

/// <summary>What the areas of a facility have said last. Nothing is kept: after a fail-over every area has spoken again within two seconds.</summary>
internal sealed class FacilityGrain(Plan plan, [FromKeyedServices(AreaGrain.Clock)] TimeProvider time) : Grain, IFacilityGrain
{
    private const long SilentAfter = 10_000;

    private readonly Dictionary<AreaId, AreaSummary> areas = [];

    public Task Report(AreaSummary summary)
    {
        areas[summary.Area] = summary;
        return Task.CompletedTask;
    }

    public ValueTask<FacilityOverview> GetOverview()
    {
        var facility = this.GetPrimaryKeyString();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var planned = plan.AreaIds.Where(a => a.Facility == facility).ToArray();
        var speaking = planned.Where(a => areas.TryGetValue(a, out var summary) && now - summary.At < SilentAfter).ToArray();
        return new(new FacilityOverview(facility, [.. speaking.Select(a => areas[a])], [.. planned.Except(speaking)]));
    }
}
