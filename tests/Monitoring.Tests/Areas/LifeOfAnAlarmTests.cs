using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>From raised to over: latching, corrective action, acknowledgements that grow old.</summary>
public sealed class LifeOfAnAlarmTests
{
    [Fact]
    public void A_latched_alarm_is_over_only_when_somebody_has_reset_it()
    {
        var kitchen = Kitchen(Fire with { Latched = true }).Acknowledges("fire");
        Assert.Equal(CommandOutcome.NotPossible, kitchen.Does(new Reset(Id(kitchen), Sari, null)).Outcome);

        kitchen.Holds(OilTemperature, 6, 126, 150);
        Assert.Equal((AlarmState.ReturnedAcknowledged, true), (kitchen.AlarmOf("fire")!.State, kitchen.AlarmOf("fire")!.NeedsReset));

        Assert.Equal(CommandOutcome.Done, kitchen.Does(new Reset(Id(kitchen), Sari, "gas closed")).Outcome);
        Assert.Equal(["fire Returned 126", "fire Reset 126", "fire Cleared 126"], kitchen.Story.TakeLast(3));
    }

    [Fact]
    public void A_latched_alarm_that_was_reset_and_comes_back_needs_another_reset()
    {
        var kitchen = Kitchen(Fire with { Latched = true }).Holds(OilTemperature, 6, 126, 150);
        kitchen.Does(new Reset(Id(kitchen), Sari, null));
        kitchen.Holds(OilTemperature, 127, 140, 210).Acknowledges("fire").Holds(OilTemperature, 141, 270, 150);
        Assert.True(kitchen.AlarmOf("fire")!.NeedsReset);
        Assert.Single(kitchen.Edges.Select(e => e.Alarm.Id).Distinct());
    }

    [Fact]
    public void An_alarm_that_demands_a_corrective_action_cant_be_closed_without_one_and_a_second_person_verifies()
    {
        var kitchen = Kitchen(Fire with { Demand = CorrectiveActionDemand.RequiredAndVerified }).Acknowledges("fire").Holds(OilTemperature, 6, 126, 150);
        Assert.Equal((AlarmState.ReturnedAcknowledged, true), (kitchen.AlarmOf("fire")!.State, kitchen.AlarmOf("fire")!.NeedsAction));
        Assert.Equal(CommandOutcome.NotPossible, kitchen.Does(new VerifyAction(Id(kitchen), Budi, null)).Outcome);
        Assert.Equal(CommandOutcome.NotPossible, kitchen.Does(Action(kitchen, Sari) with { Cause = "" }).Outcome);

        Assert.Equal(CommandOutcome.Done, kitchen.Does(Action(kitchen, Sari)).Outcome);
        Assert.Equal(CommandOutcome.NotPossible, kitchen.Does(new VerifyAction(Id(kitchen), Sari, null)).Outcome);
        Assert.Equal(CommandOutcome.NotAllowed, kitchen.Does(new VerifyAction(Id(kitchen), new Actor("Cook", Role.Operator), null)).Outcome);
        Assert.True(kitchen.AlarmOf("fire")!.NeedsVerification);

        Assert.Equal(CommandOutcome.Done, kitchen.Does(new VerifyAction(Id(kitchen), Budi, null)).Outcome);
        var alarm = kitchen.AlarmOf("fire")!;
        Assert.Equal((AlarmState.Normal, "Sari", "Budi", Disposition.Held), (alarm.State, alarm.Action!.By, alarm.Action.VerifiedBy, alarm.Action.Product));
    }

    [Fact]
    public void A_corrected_action_needs_a_new_verification()
    {
        var kitchen = Kitchen(Fire with { Demand = CorrectiveActionDemand.RequiredAndVerified });
        kitchen.Does(Action(kitchen, Sari));
        kitchen.Does(new VerifyAction(Id(kitchen), Budi, null));
        kitchen.Does(Action(kitchen, Sari) with { Product = Disposition.Discarded });
        Assert.True(kitchen.AlarmOf("fire")!.NeedsVerification);
        Assert.Equal(2, kitchen.Edges.Count(e => e.Kind == EdgeKind.ActionRecorded));
    }

    [Fact]
    public void An_acknowledgement_expires_while_the_alarm_stays_active()
    {
        var kitchen = Kitchen(Fire with { AcknowledgementExpires = TimeSpan.FromMinutes(1) }).Acknowledges("fire").Holds(OilTemperature, 6, 64, 210).Ticks(64.9);
        Assert.False(kitchen.AlarmOf("fire")!.Calls);

        kitchen.Ticks(65);
        Assert.Equal("fire AcknowledgementExpired 65", kitchen.Story.Last());
        Assert.Equal((true, Noon + 65_000), (kitchen.AlarmOf("fire")!.Calls, kitchen.AlarmOf("fire")!.CallsSince!.Value));
    }

    [Fact]
    public void An_alarm_that_stands_is_announced_again()
    {
        var kitchen = Kitchen(Fire with { ReAlarmAfter = TimeSpan.FromSeconds(30) }).Acknowledges("fire").Holds(OilTemperature, 6, 36, 210).Ticks(34).Ticks(35).Ticks(64).Ticks(65);
        Assert.Equal(["fire Raised 5", "fire Acknowledged 5", "fire ReAlarmed 35", "fire ReAlarmed 65"], kitchen.Story.Where(s => s.StartsWith("fire", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_alarm_that_is_raised_three_times_within_a_minute_is_chattering()
    {
        var quick = Fire with { OffDelay = TimeSpan.FromSeconds(1), Limits = [Limit(Level.HiHi, 200, 1)] };
        var kitchen = new SomeKitchen(plan: PlanWith(quick));
        for (var second = 0; second < 60; second += 10)
        {
            kitchen.Holds(OilTemperature, second, second + 4, 210).Holds(OilTemperature, second + 5, second + 9, 100);
        }

        Assert.Equal([false, false, true, true, true, true], kitchen.Edges.Where(e => e.Kind == EdgeKind.Raised).Select(e => e.Alarm.IsChattering));
        Assert.Single(kitchen.Edges.Select(e => e.Alarm.Id).Distinct());
    }

    private static SomeKitchen Kitchen(AlarmRule rule) => new SomeKitchen(plan: PlanWith(rule)).Holds(OilTemperature, 0, 5, 210);

    private static string Id(SomeKitchen kitchen) => kitchen.AlarmOf("fire")!.Id;

    private static RecordAction Action(SomeKitchen kitchen, Actor by) => new(Id(kitchen), "thermostat stuck", "gas closed", Disposition.Held, by, null);
}
