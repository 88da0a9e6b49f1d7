using System.Globalization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Records.Plans;

namespace Monitoring.Tests.Records.Plans;

public sealed class ShippedPlanTests
{
    private static readonly Plan Plan = PlanFile.Load(new PlanOptions().Path);

    [Theory]
    [InlineData("kitchen/fryer-1/oil_temp", "frying", "Lo 130 60s Medium, Hi 160 60s Medium, HiHi 175 60s High", 3, 60)]
    [InlineData("kitchen/fryer-1/oil_temp", "fire", "HiHi 200 5s High", 5, 120)]
    [InlineData("kitchen/fryer-1/oil_temp", "rise", "Hi 15 20s High", 0, 0)]
    [InlineData("kitchen/hand-wash/washes", "rare", "Hi 60 0s Low", 0, 0)]
    [InlineData("kitchen/fryer-2/oil_temp", "frying", "Lo 130 60s Medium, Hi 160 60s Medium, HiHi 175 60s High", 3, 60)]
    [InlineData("kitchen/fryer-2/oil_temp", "fire", "HiHi 200 5s High", 5, 120)]
    [InlineData("kitchen/oil/tpm", "worn", "Hi 20 0s Medium, HiHi 24 0s High", 0, 0)]
    [InlineData("kitchen/fridge/temp", "cold", "Lo 0 1800s Medium, Hi 5 1800s Medium, HiHi 8 600s High", 0.5, 0)]
    [InlineData("kitchen/fridge/door", "open", "Hi 1 120s Low", 0, 0)]
    [InlineData("kitchen/freezer/temp", "frozen", "Hi -15 3600s Medium, HiHi -10 1200s High", 1, 0)]
    [InlineData("kitchen/freezer/door", "open", "Hi 1 120s Low", 0, 0)]
    [InlineData("kitchen/hand-wash/sanitiser", "strength", "Lo 50 0s Medium, Hi 200 0s Medium", 0, 0)]
    [InlineData("kitchen/gas/lpg", "leak", "Hi 10 5s High, HiHi 20 5s High", 2, 60)]
    [InlineData("kitchen/packing/humidity", "damp", "Hi 55 600s Low, HiHi 65 600s Medium", 3, 0)]
    [InlineData("workshop/yarn-store/humidity", "air", "Lo 40 3600s Low, Hi 65 3600s Low, HiHi 75 3600s Low", 3, 0)]
    public void The_default_rules_are_those_of_the_domain(string signal, string id, string limits, double deadband, int offSeconds)
    {
        var rule = Plan.FindSignal($"palu/{signal}")!.Plan.Rules.Single(r => r.Id == id);

        Assert.Equal(limits, string.Join(", ", rule.Limits.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Level} {l.Value} {l.OnDelay.TotalSeconds}s {l.Priority}"))));
        Assert.Equal((deadband, TimeSpan.FromSeconds(offSeconds)), (rule.Deadband, rule.OffDelay));
    }

    [Theory]
    [InlineData("kitchen/fryer-1/oil_temp", Unit.Celsius, 1, 30, Priority.High)]
    [InlineData("kitchen/fryer-1/basket", Unit.State, 5, 60, Priority.Medium)]
    [InlineData("kitchen/fridge/temp", Unit.Celsius, 10, 900, Priority.Medium)]
    [InlineData("kitchen/fridge/door", Unit.State, 10, 900, Priority.Low)]
    [InlineData("kitchen/freezer/temp", Unit.Celsius, 10, 900, Priority.Medium)]
    [InlineData("kitchen/freezer/door", Unit.State, 10, 900, Priority.Low)]
    [InlineData("kitchen/hand-wash/washes", Unit.Count, 30, 900, Priority.Low)]
    [InlineData("kitchen/gas/lpg", Unit.LowerExplosiveLimit, 5, 30, Priority.High)]
    [InlineData("kitchen/packing/humidity", Unit.RelativeHumidity, 30, 900, Priority.Low)]
    [InlineData("kitchen/packing/temp", Unit.Celsius, 30, 900, Priority.Low)]
    [InlineData("workshop/yarn-store/humidity", Unit.RelativeHumidity, 30, 3600, Priority.Low)]
    [InlineData("workshop/yarn-store/temp", Unit.Celsius, 30, 3600, Priority.Low)]
    [InlineData("workshop/room/light", Unit.Lux, 30, 900, Priority.Low)]
    [InlineData("workshop/table-1/pieces", Unit.Count, 30, 900, Priority.Low)]
    public void Silence_is_noticed_as_the_domain_says(string signal, Unit unit, int everySeconds, int staleSeconds, Priority priority)
    {
        var plan = Plan.FindSignal($"palu/{signal}")!.Plan;

        Assert.Equal(
            (unit, TimeSpan.FromSeconds(everySeconds), TimeSpan.FromSeconds(staleSeconds), priority),
            (plan.Unit, plan.ExpectedInterval, plan.StaleAfter, plan.StalePriority));
    }

    [Fact]
    public void Frying_limits_hold_only_while_frying_the_rise_only_in_hot_oil_and_the_fire_limit_always() => Assert.All(
        new[] { "fryer-1", "fryer-2" },
        fryer =>
        {
            var rules = Plan.FindSignal($"palu/kitchen/{fryer}/oil_temp")!.Plan.Rules.ToDictionary(r => r.Id);
            Assert.Equal((fryer, Phase.Frying), rules["frying"].While is PhaseGate gate ? (gate.Equipment, Assert.Single(gate.Phases)) : default);
            Assert.Equal(new SignalGate(fryer, "oil_temp", 150), rules["rise"].While);
            Assert.Null(rules["fire"].While);
            Assert.Equal(new RateOfChange(TimeSpan.FromMinutes(1)), rules["rise"].Of);
        });

    [Fact]
    public void Gas_and_fire_stay_until_somebody_resets_them() => Assert.Equal(
        ["fire", "fire", "leak"], Plan.Signals.SelectMany(s => s.Plan.Rules).Where(r => r.Latched).Select(r => r.Id).Order());

    [Fact]
    public void What_may_have_spoiled_food_is_over_only_with_a_corrective_action_that_a_second_person_verifies()
    {
        var demands = Plan.Signals.SelectMany(s => s.Plan.Rules).Where(r => r.Demand != CorrectiveActionDemand.None).Select(r => (r.Id, r.Demand)).Distinct().ToDictionary();
        Assert.Equal(["cold", "frozen", "frying", "worn"], demands.Keys.Order());
        Assert.Equal(CorrectiveActionDemand.Required, demands["frying"]);
        Assert.All(["cold", "frozen", "worn"], id => Assert.Equal(CorrectiveActionDemand.RequiredAndVerified, demands[id]));
    }

    [Theory]
    [InlineData("oil/tpm", 24)]
    [InlineData("hand-wash/sanitiser", 4)]
    public void What_people_measure_is_overdue_in_time(string signal, int hours) =>
        Assert.Equal((TimeSpan.FromHours(hours), Priority.Medium), Plan.FindSignal($"palu/kitchen/{signal}")!.Plan.Due is { } due ? (due.Every, due.Priority) : default);

    [Fact]
    public void A_cold_store_probe_that_has_just_started_or_lost_its_wire_is_a_fault_and_not_a_temperature() => Assert.All(
        new[] { "fridge", "freezer" },
        store => Assert.True(Plan.FindSignal($"palu/kitchen/{store}/temp")!.Plan is { Minimum: > -127, Maximum: < 85 }));

    [Fact]
    public void Nothing_else_is_watched_by_limits() => Assert.Equal(16, Plan.Signals.Sum(s => s.Plan.Rules.Length));

    [Fact]
    public void It_is_short_enough_for_a_person_to_know_it() => Assert.Equal((2, 18), (Plan.AreaIds.Count(), Plan.Signals.Length));
}
