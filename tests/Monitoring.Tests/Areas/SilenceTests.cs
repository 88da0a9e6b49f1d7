using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>The three ways to be silent: evaluated, recorded, and calling nobody.</summary>
public sealed class SilenceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_shelved_alarm_calls_nobody_until_its_time_is_over_and_then_calls_anew()
    {
        var kitchen = Cold();
        Assert.Equal(CommandOutcome.Done, kitchen.Does(Shelve(kitchen, 30 * Minute, Sari)).Outcome);
        var alarm = kitchen.AlarmOf("cold")!;
        Assert.Equal((false, SilenceKind.Shelved, "Sari", "defrosting"), (alarm.Calls, alarm.Silence!.Kind, alarm.Silence.By, alarm.Silence.Why));
        Assert.Equal((0, 0, 1), (kitchen.Area.Summarise(kitchen.Now).Active, kitchen.Area.Summarise(kitchen.Now).Unacknowledged, kitchen.Area.Summarise(kitchen.Now).Silent));

        kitchen.Holds(Fridge, 1810, 3610, 6, every: 10).Ticks(3611);
        alarm = kitchen.AlarmOf("cold")!;
        Assert.Equal(["cold Raised 1800", "cold Shelved 1800", "cold Unshelved 3600"], kitchen.Story.Where(s => s.StartsWith("cold", StringComparison.Ordinal)));
        Assert.Equal((true, Noon + 3_600_000), (alarm.Calls, alarm.CallsSince!.Value));
    }

    [Fact]
    public void What_returns_and_comes_back_on_the_shelf_is_recorded_in_silence()
    {
        var kitchen = Cold().Acknowledges("cold");
        kitchen.Does(Shelve(kitchen, 60 * Minute, Sari));
        kitchen.Holds(Fridge, 1810, 1870, 3, every: 10).Holds(Fridge, 1880, 3680, 6, every: 10).Holds(Fridge, 3690, 3750, 3, every: 10);
        Assert.Equal(
            ["cold Raised 1800", "cold Acknowledged 1800", "cold Shelved 1800", "cold Returned 1870", "cold Cleared 1870", "cold Raised 3680", "cold Returned 3750", "cold Cleared 3750"],
            kitchen.Story);
        Assert.Equal((null, false), (kitchen.Edges[5].Alarm.CallsSince, kitchen.Edges[5].Alarm.Calls));
    }

    [Fact]
    public void A_shelf_for_once_ends_when_the_alarm_returns()
    {
        var kitchen = Cold();
        kitchen.Does(Shelve(kitchen, 60 * Minute, Sari) with { Once = true });
        kitchen.Holds(Fridge, 1810, 1870, 3, every: 10);
        Assert.Equal(["cold Returned 1870", "cold Unshelved 1870"], kitchen.Story.TakeLast(2));
        Assert.True(kitchen.AlarmOf("cold")!.Calls);
    }

    [Theory]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.FacilityHead)]
    public void An_alarm_that_grows_worse_than_what_was_shelved_speaks_again_whoever_shelved_it(Role role)
    {
        var kitchen = Cold();
        kitchen.Does(Shelve(kitchen, 60 * Minute, new Actor("somebody", role)));
        kitchen.Holds(Fridge, 1810, 2410, 9, every: 10);
        Assert.Equal(["cold Unshelved 2410", "cold LevelChanged 2410"], kitchen.Story.TakeLast(2));
        Assert.True(kitchen.AlarmOf("cold")!.Calls);
    }

    [Fact]
    public void A_supervisor_shelves_for_an_hour_and_nothing_of_high_priority_a_head_for_eight()
    {
        var kitchen = Cold();
        Assert.Equal(CommandOutcome.NotAllowed, kitchen.Does(Shelve(kitchen, 61 * Minute, Sari)).Outcome);
        Assert.Equal(CommandOutcome.NotAllowed, kitchen.Does(Shelve(kitchen, Minute, new Actor("Cook", Role.Operator))).Outcome);
        Assert.Equal(CommandOutcome.NotPossible, kitchen.Does(Shelve(kitchen, Minute, Sari) with { Note = " " }).Outcome);
        Assert.Equal(CommandOutcome.Done, kitchen.Does(Shelve(kitchen, 480 * Minute, Budi)).Outcome);
        Assert.Equal(CommandOutcome.AlreadyDone, kitchen.Does(Shelve(kitchen, Minute, Budi)).Outcome);

        var fire = new SomeKitchen().Holds(OilTemperature, 0, 5, 210);
        Assert.Equal(CommandOutcome.NotAllowed, fire.Does(Shelve(fire, Minute, Sari, "fire")).Outcome);
        Assert.Equal(CommandOutcome.Done, fire.Does(Shelve(fire, Minute, Budi, "fire")).Outcome);
    }

    [Fact]
    public void Who_takes_an_equipment_out_of_service_silences_all_of_it_and_it_calls_when_it_is_back()
    {
        var kitchen = new SomeKitchen();
        Assert.Equal(CommandOutcome.NotAllowed, kitchen.Does(new TakeOutOfService("fryer-1", null, null, Sari, "new probe")).Outcome);
        Assert.Equal(CommandOutcome.Done, kitchen.Does(new TakeOutOfService("fryer-1", null, null, Budi, "new probe")).Outcome);
        Assert.Equal(CommandOutcome.NotFound, kitchen.Does(new TakeOutOfService("fryer-9", null, null, Budi, "new probe")).Outcome);
        kitchen.Holds(OilTemperature, 0, 5, 210);
        Assert.Equal((SilenceKind.OutOfService, "Budi"), (kitchen.AlarmOf("fire")!.Silence!.Kind, kitchen.AlarmOf("fire")!.Silence!.By));
        Assert.Contains(kitchen.Board().Marks!.Rules, m => m is { Rule: "fire", Silence.Kind: SilenceKind.OutOfService });

        var after = kitchen.Restarts(6);
        Assert.Equal(CommandOutcome.Done, after.Does(new ReturnToService("fryer-1", null, Budi, null)).Outcome);
        Assert.Equal(["out-of-service ReturnedToService 6", "fire ReturnedToService 6"], after.Story);
        Assert.True(after.AlarmOf("fire")!.Calls);
    }

    [Fact]
    public void A_doubtful_value_silences_nothing()
    {
        var kitchen = new SomeKitchen(plan: PlanWith(Fire with { SuppressWhile = new SignalGate("fryer-1", "basket", 1) })).Reads(Basket, 0, 1, Quality.Uncertain).Holds(OilTemperature, 0, 5, 210);
        Assert.True(kitchen.AlarmOf("fire")!.Calls);
        Assert.False(kitchen.Reads(Basket, 6, 1).AlarmOf("fire")!.Calls);
    }

    [Fact]
    public void A_switch_that_falls_silent_silences_nothing_any_more()
    {
        var kitchen = new SomeKitchen(plan: PlanWith(Fire with { SuppressWhile = new SignalGate("fryer-1", "basket", 1) })).Reads(Basket, 0, 1).Holds(OilTemperature, 0, 59, 210).Ticks(59.5);
        Assert.False(kitchen.AlarmOf("fire")!.Calls);
        kitchen.Ticks(60);
        Assert.Equal((true, Noon + 60_000), (kitchen.AlarmOf("fire")!.Calls, kitchen.AlarmOf("fire")!.CallsSince!.Value));

        // What it says then counts only if it is good.
        Assert.True(kitchen.Reads(OilTemperature, 61, 210).Reads(Basket, 61, 1, Quality.Bad).AlarmOf("fire")!.Calls);
        Assert.False(kitchen.Reads(Basket, 62, 1).AlarmOf("fire")!.Calls);
    }

    [Fact]
    public void When_nobody_knows_the_phase_any_more_nothing_is_silenced_by_it_and_what_holds_in_a_phase_is_blind()
    {
        var plan = PlanWith(Fire with { SuppressWhile = new PhaseGate("fryer-1", [Phase.Idle]) }, Frying with { While = new PhaseGate("fryer-1", [Phase.Frying]) });
        var kitchen = new SomeKitchen(plan: WithPhases(plan));
        kitchen.Does(new SetPhase("fryer-1", Phase.Idle, Minute, Sari, null));
        kitchen.Holds(OilTemperature, 0, 59, 210).Ticks(59.5);
        Assert.False(kitchen.AlarmOf("fire")!.Calls);
        Assert.DoesNotContain(kitchen.Board().Marks!.Rules, m => m is { Rule: "frying", Blind: true });

        kitchen.Ticks(60);
        Assert.True(kitchen.AlarmOf("fire")!.Calls);
        Assert.Contains(kitchen.Board().Marks!.Rules, m => m is { Rule: "frying", Blind: true });
    }

    [Fact]
    public void A_rule_that_is_suppressed_by_design_is_recorded_and_calls_when_the_reason_is_gone()
    {
        var rule = Fire with { SuppressWhile = new SignalGate("fryer-1", "basket", 1) };
        var kitchen = new SomeKitchen(plan: PlanWith(rule)).Reads(Basket, 0, 1).Holds(OilTemperature, 0, 5, 210);
        Assert.Equal((SilenceKind.SuppressedByDesign, false), (kitchen.AlarmOf("fire")!.Silence!.Kind, kitchen.AlarmOf("fire")!.Calls));

        kitchen.Reads(Basket, 6, 0);
        Assert.Equal(["fire Raised 5", "fire Unsuppressed 6"], kitchen.Story);
        Assert.True(kitchen.AlarmOf("fire")!.Calls);
    }

    [Fact]
    public void A_shelf_survives_a_restart()
    {
        var kitchen = Cold();
        kitchen.Does(Shelve(kitchen, 30 * Minute, Sari));
        var after = kitchen.Restarts(1900);
        Assert.Equal("Sari", Assert.Single(after.Board().Alarms).Silence!.By);
        Assert.Equal("cold Unshelved 3600", after.Holds(Fridge, 1900, 3600, 6, every: 10).Ticks(3601).Story.Last());
    }

    private static SomeKitchen Cold() => new SomeKitchen().Holds(Fridge, 0, 1800, 6, every: 10);

    private static Shelve Shelve(SomeKitchen kitchen, TimeSpan time, Actor by, string rule = "cold") => new(kitchen.AlarmOf(rule)!.Id, time, false, by, "defrosting");

    private static Plan WithPhases(Plan plan) => new("plan-phases",
    [
        .. plan.Facilities.Select(f => f with
        {
            Areas = [.. f.Areas.Select(a => a with { Equipment = [.. a.Equipment.Select(e => e.Id == "fryer-1" ? e with { Phases = new FryerPhases("oil_temp", "basket", 120) } : e)] })],
        }),
    ]);
}
