using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Records.Plans;

namespace Monitoring.Tests.Records.Plans;

public sealed class FullPlanTests
{
    private static readonly Plan Plan = PlanFile.Parse(FullPlan.Yaml, "plan.yaml");

    private static FacilityPlan Palu => Plan.Facilities[0];

    private static SignalPlan Oil => Plan.FindSignal("palu/kitchen/fryer/oil_temp")!.Plan;

    [Fact]
    public void A_rule_says_what_it_looks_at() => Assert.Equal(
        [null, new RateOfChange(TimeSpan.FromSeconds(60)), new DifferenceTo("fryer", "second_temp"), new Unchanged(), new SinceIncrease()],
        Plan.SignalsOf[new AreaId("palu", "kitchen")].SelectMany(s => s.Plan.Rules).Select(r => r.Of));

    [Fact]
    public void A_rule_holds_and_is_silent_in_phases_or_by_a_signal()
    {
        var frying = Assert.IsType<PhaseGate>(Oil.Rules[0].While);
        var suppressed = Assert.IsType<PhaseGate>(Oil.Rules[0].SuppressWhile);
        var open = Assert.IsType<PhaseGate>(Plan.FindSignal("palu/kitchen/hands/washes")!.Plan.Rules[0].While);

        Assert.Equal(["fryer", "fryer", ""], new[] { frying.Equipment, suppressed.Equipment, open.Equipment });
        Assert.Equal([Phase.Frying], frying.Phases);
        Assert.Equal([Phase.Heating, Phase.Cooling], suppressed.Phases);
        Assert.Equal([Phase.Open], open.Phases);
        Assert.Equal(new SignalGate("fryer", "oil_temp", 150), Oil.Rules[1].While);
    }

    [Fact]
    public void A_rule_says_on_what_terms_its_alarm_calls_and_ends()
    {
        Assert.Equal((true, null, TimeSpan.FromMinutes(30), CorrectiveActionDemand.RequiredAndVerified), Terms(Oil.Rules[0]));
        Assert.Equal((false, TimeSpan.FromHours(1), null, CorrectiveActionDemand.Required), Terms(Oil.Rules[1]));
        Assert.Equal((false, TimeSpan.FromHours(4), null, CorrectiveActionDemand.None), Terms(Oil.Rules[2]));
        static (bool, TimeSpan?, TimeSpan?, CorrectiveActionDemand) Terms(AlarmRule rule) => (rule.Latched, rule.AcknowledgementExpires, rule.ReAlarmAfter, rule.Demand);
    }

    [Fact]
    public void A_signal_says_what_of_it_can_be_believed()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Oil.ReorderWindow);
        Assert.Equal([85, -127], Oil.FaultValues);
        Assert.Equal(20, Oil.FastestChange);
        Assert.True(Plan.FindSignal("palu/kitchen/fryer/basket")!.Plan is { FaultValues.IsEmpty: true, FastestChange: null, Due: null } plain && plain.ReorderWindow == TimeSpan.Zero);
    }

    [Fact]
    public void A_value_that_a_person_enters_is_due()
    {
        var due = Plan.FindSignal("palu/kitchen/hands/sanitiser")!.Plan.Due!;

        Assert.Equal((TimeSpan.FromHours(4), Priority.Medium), (due.Every, due.Priority));
        Assert.Equal([Phase.Open], Assert.IsType<PhaseGate>(due.While).Phases);
    }

    [Fact]
    public void A_device_that_is_gone_is_as_bad_as_the_worst_of_its_signals_unless_the_plan_says_otherwise()
    {
        Assert.Equal([Priority.High, Priority.Low], Palu.Areas[0].Equipment.Select(e => e.LostPriority));
        Assert.Equal(new FryerPhases("oil_temp", "basket", 120), Palu.Areas[0].Equipment[0].Phases);
    }

    [Fact]
    public void An_area_has_hours_and_a_facility_shifts()
    {
        Assert.Equal(2, Palu.Areas[0].Hours.Length);
        Assert.Equal([DayOfWeek.Saturday], Palu.Areas[0].Hours[1].Days);
        var night = Palu.Shifts[1];
        Assert.Equal(("night", new Text("Malam", "Night"), new TimeOnly(22, 0), new TimeOnly(6, 0)), (night.Id, night.Name, night.From, night.To));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], night.Days);
        Assert.Empty(Palu.Shifts[0].Days);
    }

    [Fact]
    public void A_facility_has_people_who_can_be_told()
    {
        var (ani, budi) = (Palu.FindPerson("ani")!, Palu.FindPerson("budi")!);

        Assert.Equal(("Bu Ani", Role.Supervisor, Language.Indonesian), (ani.Name, ani.Role, ani.Language));
        Assert.Equal(["morning"], ani.Shifts);
        Assert.Equal([new ContactPoint(ChannelKind.Email, "ani@site.example"), new ContactPoint(ChannelKind.Telegram, "-100123")], ani.Channels);
        Assert.Equal((Role.FacilityHead, Language.English), (budi.Role, budi.Language));
        Assert.Equal([new ContactPoint(ChannelKind.Webhook, "whatsapp")], budi.Channels);
        Assert.Equal([new ShelvingLimit(Role.Supervisor, TimeSpan.FromMinutes(30), Priority.Low)], Palu.Shelving);
    }

    [Fact]
    public void Escalation_has_steps_quiet_hours_and_sirens()
    {
        Assert.Equal(
            [new EscalationStep(Role.Supervisor, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), new EscalationStep(Role.FacilityHead, null, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5))],
            Palu.Escalation.Steps);
        Assert.Equal((new TimeOnly(21, 0), new TimeOnly(5, 30)), (Palu.Escalation.Quiet!.From, Palu.Escalation.Quiet.To));
        var siren = Assert.Single(Palu.Escalation.Sirens);
        Assert.Equal(("horn", "siren/palu/kitchen", Priority.Medium), (siren.Id, siren.Topic, siren.AtLeast));
        Assert.Equal(["kitchen"], siren.Areas);
        Assert.Equal("kitchen/fryer", siren.Device);
        Assert.Null(PlanFile.Parse(FullPlan.With(", device: kitchen/fryer", ""), "plan.yaml").Facilities[0].Escalation.Sirens[0].Device);
    }

    [Fact]
    public void What_a_plan_leaves_out_has_its_default()
    {
        var palu = PlanFile.Parse(SmallPlan.Yaml, "plan.yaml").Facilities[0];

        Assert.Equal((EscalationPolicy.Default, ShelvingLimit.Defaults), (palu.Escalation, palu.Shelving));
        Assert.True(palu is { People.IsEmpty: true, Shifts.IsEmpty: true } && palu.Areas[0].Hours.IsEmpty);
        Assert.Equal(EscalationPolicy.Default.Steps, PlanFile.Parse(SmallPlan.With("time_zone:", "escalation: {}\n    time_zone:"), "plan.yaml").Facilities[0].Escalation.Steps);
    }
}
