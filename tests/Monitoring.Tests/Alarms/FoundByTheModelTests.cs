using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;
using Monitoring.Tests.Areas;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Alarms;

/// <summary>Where the area and the reference model once told different stories, and the model was right: each as short as it could be made.</summary>
public sealed class FoundByTheModelTests
{
    [Fact]
    public void What_several_levels_do_between_two_readings_is_told_in_order_and_each_at_its_own_time()
    {
        var rule = Rule("oil", 3, 2, null, Limit(Level.Lo, 130, 0), Limit(Level.Hi, 160, 5), Limit(Level.HiHi, 175, 6));
        var kitchen = new SomeKitchen(plan: PlanWith(rule)).Reads(OilTemperature, 0, 180).Reads(OilTemperature, 9, 180);
        Assert.Equal(["oil Raised 5", "oil LevelChanged 6"], kitchen.Story);

        kitchen.Reads(OilTemperature, 10, 150).Reads(OilTemperature, 15, 120);
        Assert.Equal(["oil Returned 12", "oil Raised 15"], kitchen.Story.Skip(2));
    }

    [Fact]
    public void Of_levels_that_turn_on_at_once_the_earliest_condition_is_the_alarms_on_both_sides_and_by_the_clock_too()
    {
        var low = Rule("oil", 3, 2, null, Limit(Level.LoLo, 100, 5), Limit(Level.Lo, 130, 5));
        var kitchen = new SomeKitchen(plan: PlanWith(low)).Ticks(20).Takes(new Reading(OilTemperature, Noon + 5_000, 120), new Reading(OilTemperature, Noon + 20_000, 90));
        Assert.Equal(Noon + 5_000, kitchen.Ticks(28).AlarmOf("oil")!.ConditionStart);

        var high = Rule("oil", 3, 2, null, Limit(Level.Hi, 160, 5), Limit(Level.HiHi, 175, 5));
        kitchen = new SomeKitchen(plan: PlanWith(high)).Ticks(20).Takes(new Reading(OilTemperature, Noon + 5_000, 165), new Reading(OilTemperature, Noon + 20_000, 180));
        Assert.Equal(Noon + 5_000, kitchen.Ticks(28).AlarmOf("oil")!.ConditionStart);
    }

    [Theory]
    [InlineData(Quality.Bad)]
    [InlineData(Quality.Uncertain)]
    public void A_restart_forgets_no_gate_though_the_last_it_said_proved_nothing(Quality quality)
    {
        var after = new SomeKitchen().Reads(Basket, 0, 1).Reads(Basket, 1, 0, quality).Restarts(2).Holds(OilTemperature, 3, 63, 120);
        Assert.Equal("frying Raised 63", after.Story.LastOrDefault());
    }

    [Fact]
    public void After_a_restart_nobody_is_called_again_before_readings_that_were_missed_can_say_that_it_is_over()
    {
        var rule = Fire with { ReAlarmAfter = TimeSpan.FromSeconds(30), OffDelay = TimeSpan.FromSeconds(5) };
        var after = new SomeKitchen(plan: PlanWith(rule)).Holds(OilTemperature, 0, 5, 210).Restarts(60, PlanWith(rule)).Ticks(61);
        after.Takes([.. Enumerable.Range(6, 20).Select(second => new Reading(OilTemperature, Noon + second * 1000, 140))]);
        Assert.Equal(["fire Returned 11"], after.Ticks(70).Story.Where(s => s.StartsWith("fire", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_alarm_returns_before_it_was_raised()
    {
        var kitchen = new SomeKitchen().Reads(OilTemperature, 0, 140).HearsTheRest(29).Ticks(30).Ticks(31).Takes(new Reading(OilTemperature, Noon + 20_000, 140));
        Assert.Equal(["missing-data Raised 30", "missing-data Returned 30"], kitchen.Story);
    }

    [Fact]
    public void No_alarm_is_over_before_somebody_acknowledged_it()
    {
        var rule = Fire with { OffDelay = TimeSpan.Zero };
        var kitchen = new SomeKitchen(plan: PlanWith(rule)).Holds(OilTemperature, 0, 5, 210).Ticks(7).Acknowledges("fire").Takes(new Reading(OilTemperature, Noon + 6_000, 140));
        Assert.Equal(["fire Acknowledged 7", "fire Returned 6", "fire Cleared 7"], kitchen.Story.TakeLast(3));
    }

    [Fact]
    public void A_shelf_that_outlasts_its_alarm_can_be_ended_after_a_restart_too()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210).Acknowledges("fire");
        var id = kitchen.AlarmOf("fire")!.Id;
        kitchen.Does(new Shelve(id, TimeSpan.FromHours(1), false, Budi, "known"));
        var after = kitchen.Holds(OilTemperature, 6, 126, 140).Restarts(127);
        Assert.Equal(CommandOutcome.Done, after.Does(new Unshelve(id, Budi, null)).Outcome);
        Assert.Equal(CommandOutcome.NotFound, after.Does(new Unshelve(id, Budi, null)).Outcome);
    }
}
