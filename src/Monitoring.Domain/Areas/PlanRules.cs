using System.Collections.Immutable;

namespace Monitoring.Domain.Areas;

/// <param name="Path">Where in the plan, for example <c>facilities[0].areas[1].equipment[2].signals[0].rules[1].deadband</c>.</param>
public sealed record PlanProblem(string Path, string What, string Remedy);

/// <summary>What a plan must obey beyond its form. Finds every problem at once.</summary>
public static class PlanRules
{
    public static IEnumerable<PlanProblem> Check(ImmutableArray<FacilityPlan> facilities) => [];
}
