using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

public sealed class LimitAlarmTests
{
    [Fact]
    public void An_alarm_is_raised_when_the_limit_has_been_passed_for_the_whole_on_delay()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 4, 200);
        Assert.Empty(kitchen.Edges);

        kitchen.Reads(OilTemperature, 5, 201);

        var alarm = Assert.Single(kitchen.Edges).Alarm;
        Assert.Equal((EdgeKind.Raised, AlarmState.ActiveUnacknowledged, Level.HiHi, Priority.High), (kitchen.Edges[0].Kind, alarm.State, alarm.Level, alarm.Priority));
        Assert.Equal((Noon, Noon + 5_000, 201d, 200d), (alarm.ConditionStart, alarm.RaisedAt, alarm.Value, alarm.Limit));
        Assert.Equal($"palu.kitchen.fryer-1.oil_temp.fire.{Noon}", alarm.Id);
    }

    [Fact]
    public void One_reading_inside_the_limit_starts_the_on_delay_anew() =>
        Assert.Equal(["fire Raised 10"], new SomeKitchen().Holds(OilTemperature, 0, 4, 210).Reads(OilTemperature, 4.5, 199).Holds(OilTemperature, 5, 11, 210).Story);

    [Fact]
    public void A_sparse_sensor_is_raised_at_the_time_its_delay_ran_out_and_not_at_its_next_reading() =>
        Assert.Equal(["fire Raised 5"], new SomeKitchen().Reads(OilTemperature, 0, 210).Reads(OilTemperature, 8, 210).Story);

    [Fact]
    public void A_single_hot_reading_that_nothing_contradicts_raises_by_the_clock() =>
        Assert.Equal(["fire Raised 5"], new SomeKitchen().Reads(OilTemperature, 0, 210).Ticks(6).Ticks(7).Ticks(8).Story);

    [Fact]
    public void An_alarm_returns_only_below_the_deadband_and_after_the_off_delay()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210).Holds(OilTemperature, 6, 200, 196);
        Assert.Equal(["fire Raised 5"], kitchen.Story);

        kitchen.Holds(OilTemperature, 201, 320, 194.9);
        Assert.Equal(["fire Raised 5"], kitchen.Story);

        kitchen.Reads(OilTemperature, 321, 194.9);
        Assert.Equal(["fire Raised 5", "fire Returned 321"], kitchen.Story);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, kitchen.AlarmOf("fire")!.State);
    }

    [Fact]
    public void Returned_and_acknowledged_is_over_in_either_order()
    {
        var first = new SomeKitchen().Holds(OilTemperature, 0, 5, 210);
        first.Acknowledges("fire");
        first.Holds(OilTemperature, 6, 126, 150);
        Assert.Equal(["fire Raised 5", "fire Acknowledged 5", "fire Returned 126", "fire Cleared 126"], first.Story);

        var second = new SomeKitchen().Holds(OilTemperature, 0, 5, 210).Holds(OilTemperature, 6, 126, 150);
        second.Acknowledges("fire");
        Assert.Equal(["fire Raised 5", "fire Returned 126", "fire Acknowledged 126", "fire Cleared 126"], second.Story);
        Assert.Equal("Sari", second.AlarmOf("fire")!.AcknowledgedBy);
    }

    [Fact]
    public void Who_comes_second_to_acknowledge_learns_who_was_first()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210);
        kitchen.Acknowledges("fire");
        var second = kitchen.Does(new Acknowledge(kitchen.AlarmOf("fire")!.Id, Budi, null));
        Assert.Equal((CommandOutcome.AlreadyDone, "Sari"), (second.Outcome, second.Alarm!.AcknowledgedBy));
        Assert.Equal(("Budi", EdgeKind.AcknowledgedAgain), (kitchen.Edges[^1].By, kitchen.Edges[^1].Kind));
        Assert.Equal(CommandOutcome.NotFound, kitchen.Does(new Acknowledge("palu.kitchen.fryer-1.oil_temp.fire.1", Budi, null)).Outcome);
    }

    [Fact]
    public void A_worse_level_of_the_same_rule_changes_the_one_alarm_and_asks_for_a_new_acknowledgement()
    {
        var kitchen = new SomeKitchen().Holds(Fridge, 0, 1800, 6, every: 10);
        Assert.Equal(["cold Raised 1800"], kitchen.Story);
        kitchen.Acknowledges("cold");
        kitchen.Holds(Fridge, 1810, 2410, 9, every: 10);

        var alarm = kitchen.AlarmOf("cold")!;
        Assert.Equal(["cold Raised 1800", "cold Acknowledged 1800", "cold LevelChanged 2410"], kitchen.Story);
        Assert.Equal((Level.HiHi, Priority.High, AlarmState.ActiveUnacknowledged), (alarm.Level, alarm.Priority, alarm.State));
        Assert.Null(alarm.AcknowledgedBy);

        kitchen.Holds(Fridge, 2420, 2480, 6, every: 10);
        Assert.Equal(("cold LevelChanged 2480", Level.Hi), (kitchen.Story.Last(), kitchen.AlarmOf("cold")!.Level));
    }

    [Fact]
    public void A_condition_that_comes_back_before_anyone_acknowledged_continues_the_same_alarm()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210).Holds(OilTemperature, 6, 126, 150).Holds(OilTemperature, 127, 140, 210);
        Assert.Equal(["fire Raised 5", "fire Returned 126", "fire Raised 132"], kitchen.Story);
        Assert.Single(kitchen.Edges.Select(e => e.Alarm.Id).Distinct());
    }

    [Fact]
    public void A_rule_that_holds_only_while_frying_is_silent_otherwise_and_returns_when_the_basket_comes_out()
    {
        var idle = new SomeKitchen().Reads(Basket, 0, 0).Holds(OilTemperature, 1, 200, 90);
        Assert.Empty(idle.Edges);

        var frying = new SomeKitchen().Reads(Basket, 0, 1).Holds(OilTemperature, 1, 61, 120).Reads(Basket, 62, 0);
        Assert.Equal(["frying Raised 61", "frying Returned 62"], frying.Story);
        Assert.Equal(Level.Lo, frying.AlarmOf("frying")!.Level);
    }

    [Fact]
    public void A_value_that_a_person_enters_raises_at_once_and_never_grows_stale() =>
        Assert.Equal(["strength Raised 3"], new SomeKitchen().Reads(Sanitiser, 3, 40).Ticks(100_000).Story.Where(s => s.StartsWith("strength", StringComparison.Ordinal)));

    [Fact]
    public void A_doubtful_value_raises_an_alarm_but_is_no_proof_of_recovery() =>
        Assert.Equal(["fire Raised 5"], new SomeKitchen().Holds(OilTemperature, 0, 5, 210, Quality.Uncertain).Holds(OilTemperature, 6, 200, 100, Quality.Uncertain).Story);
}
