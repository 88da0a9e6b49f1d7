using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Replays;
using Monitoring.Records.Plans;
using static Monitoring.Tests.Records.Plans.SmallPlan;

namespace Monitoring.Tests.Replays;

public sealed class PlanChangesTests
{
    private static readonly Plan InForce = PlanFile.Parse(Yaml, "plan.yaml");

    [Theory]
    [InlineData("en: Hot", "en: Very hot")]
    [InlineData("name: {id: Keranjang, en: Basket}", "name: {id: Keranjang, en: Wire basket}")]
    [InlineData("respond_within: 5min", "respond_within: 6min")]
    [InlineData("range: [0, 1000]", "range: [0, 2000]")]
    [InlineData("facilities:", "# a remark\nfacilities:")]
    public void What_no_alarm_depends_on_is_no_change(string right, string other) => Assert.Empty(Changes(right, other));

    [Theory]
    [InlineData("hi: 160", "hi: 165")]
    [InlineData("deadband: 3", "deadband: 4")]
    [InlineData("on_delay: 60s", "on_delay: 61s")]
    [InlineData("priority: medium\n                ", "priority: low\n                ")]
    [InlineData("at_least: 1", "at_least: 0.5")]
    [InlineData("expected_interval: 1s", "expected_interval: 2s")]
    [InlineData("expected_interval: 5s", "expected_interval: 6s")]
    [InlineData("range: [0, 400]", "range: [0, 500]")]
    public void What_decides_about_a_rule_changes_it(string right, string other)
    {
        var change = Assert.Single(Changes(right, other));
        Assert.Equal(("frying", true, true), (change.Either.Rule.Id, change.InForce is not null, change.Tried is not null));
        Assert.Equal(right.StartsWith("range", StringComparison.Ordinal), change.JudgesReadings);
    }

    [Fact]
    public void A_rule_that_is_renamed_is_one_added_and_one_removed()
    {
        var changes = Changes("id: frying", "id: hot");
        Assert.Equal([("hot", null), (null, "frying")], changes.Select(c => (c.Tried?.Rule.Id, c.InForce?.Rule.Id)));
    }

    [Fact]
    public void Opening_hours_and_phases_change_the_rules_that_ask_them_and_no_others()
    {
        var rule = InForce.Signals[0].Plan.Rules[0];
        var asks = Opening([rule with { While = new PhaseGate("", [Phase.Open]) }, rule with { Id = "always", While = null }], from: 8);
        var later = Opening([rule with { While = new PhaseGate("", [Phase.Open]) }, rule with { Id = "always", While = null }], from: 9);
        Assert.Equal(["frying"], PlanChanges.Between(asks, later).Select(c => c.Either.Rule.Id));
    }

    private static ImmutableArray<RuleChange> Changes(string right, string other) => PlanChanges.Between(InForce, PlanFile.Parse(With(right, other), "plan.yaml"));

    private static Plan Opening(AlarmRule[] rules, int from)
    {
        var facility = InForce.Facilities[0];
        var area = facility.Areas[0];
        var fryer = area.Equipment[0];
        var hours = new Domain.People.DailyHours("day", new Text("", ""), new TimeOnly(from, 0), new TimeOnly(17, 0), []);
        return new Plan("v", [facility with
        {
            Areas = [area with { Hours = [hours], Equipment = [fryer with { Signals = [fryer.Signals[0] with { Rules = [.. rules] }, .. fryer.Signals.Skip(1)] }] }],
        }]);
    }
}
