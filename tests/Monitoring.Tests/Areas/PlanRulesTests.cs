using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Records.Plans;
using Monitoring.Tests.Records.Plans;

namespace Monitoring.Tests.Areas;

/// <summary>The rules are tried one by one through the file (<see cref="WrongPlanTests"/>); here is what a file can't say.</summary>
public sealed class PlanRulesTests
{
    [Fact]
    public void A_right_plan_has_no_problem() => Assert.Empty(PlanRules.Check(PlanFile.Parse(SmallPlan.Yaml, "plan.yaml").Facilities));

    [Fact]
    public void A_plan_with_nothing_in_it_has_the_one_problem() => Assert.Equal("facilities", Assert.Single(PlanRules.Check([])).Path);

    [Fact]
    public void Limits_that_are_not_in_the_order_of_their_levels_are_found() =>
        Assert.Contains(CheckWith(r => r with { Limits = [r.Limits[1], r.Limits[0], r.Limits[2]] }), p => p.Path.EndsWith("rules[0].lo", StringComparison.Ordinal));

    [Fact]
    public void A_rule_without_a_limit_is_found() =>
        Assert.Contains(CheckWith(r => r with { Limits = [] }), p => p.What.Contains("no limit", StringComparison.Ordinal));

    private static List<PlanProblem> CheckWith(Func<AlarmRule, AlarmRule> change)
    {
        var facility = PlanFile.Parse(SmallPlan.Yaml, "plan.yaml").Facilities[0];
        var (area, equipment) = (facility.Areas[0], facility.Areas[0].Equipment[0]);
        var signal = equipment.Signals[0] with { Rules = [change(equipment.Signals[0].Rules[0])] };
        var changed = facility with { Areas = [area with { Equipment = [equipment with { Signals = [signal, equipment.Signals[1]] }] }] };
        return [.. PlanRules.Check([changed])];
    }
}
