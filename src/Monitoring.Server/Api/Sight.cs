using System.Collections.Frozen;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <summary>What of the plan a caller may see: asked once, for a list or for as long as a stream is open.</summary>
internal sealed class Sight
{
    private readonly FrozenSet<AreaId> areas;
    private readonly FrozenSet<string> facilities;
    private readonly bool isWhole;

    public Sight(Caller caller, Plan plan)
    {
        areas = caller.AreasOf(Right.See, plan).ToFrozenSet();
        facilities = plan.Facilities.Select(f => f.Id).Where(f => caller.AllowsWithin(Right.See, f)).ToFrozenSet(StringComparer.Ordinal);
        isWhole = areas.Count == plan.AreaIds.Count() && facilities.Count == plan.Facilities.Length;
    }

    public FacilityView[] Narrow(FacilityView[] all) => isWhole ? all :
    [
        .. all.Where(f => facilities.Contains(f.Id)).Select(f => f with { Areas = [.. f.Areas.Where(a => areas.Contains(new AreaId(a.Facility, a.Area)))] }),
    ];
}
