using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>A restart loses no alarm, no acknowledgement and no running delay.</summary>
public sealed class RestartTests
{
    [Fact]
    public void A_running_on_delay_goes_on_where_it_was()
    {
        var before = new SomeKitchen().Reads(Basket, 0, 1).Holds(OilTemperature, 1, 31, 170);
        var after = before.Restarts(35).Reads(Basket, 36, 1).Holds(OilTemperature, 37, 61, 170);
        Assert.Equal(["frying Raised 61"], after.Story);
        Assert.Equal(Noon + 1_000, after.AlarmOf("frying")!.ConditionStart);
    }

    [Fact]
    public void An_alarm_that_is_still_active_is_not_raised_again()
    {
        var before = new SomeKitchen().Holds(OilTemperature, 0, 6, 210);
        var id = before.AlarmOf("fire")!.Id;
        var after = before.Restarts(10).Holds(OilTemperature, 10, 30, 210);
        Assert.Empty(after.Edges);
        Assert.Equal(id, Assert.Single(after.Board().Alarms).Id);
    }

    [Fact]
    public void An_alarm_raised_before_and_normal_after_returns()
    {
        var after = new SomeKitchen().Holds(OilTemperature, 0, 6, 210).Restarts(10).Holds(OilTemperature, 10, 130, 150);
        Assert.Equal(["fire Returned 130"], after.Story);
    }

    [Fact]
    public void An_acknowledgement_is_kept()
    {
        var before = new SomeKitchen().Holds(OilTemperature, 0, 6, 210);
        before.Acknowledges("fire");
        var alarm = Assert.Single(before.Restarts(10).Board().Alarms);
        Assert.Equal((AlarmState.ActiveAcknowledged, "Sari"), (alarm.State, alarm.AcknowledgedBy));
    }

    [Fact]
    public void Readings_that_are_given_again_after_a_crash_decide_the_same()
    {
        var whole = new SomeKitchen().Holds(OilTemperature, 0, 20, 210);
        var crashed = new SomeKitchen().Holds(OilTemperature, 0, 2, 210).Restarts(21).Holds(OilTemperature, 0, 20, 210);
        Assert.Equal(whole.AlarmOf("fire"), crashed.AlarmOf("fire"));
    }

    [Fact]
    public void Known_values_are_shown_as_old_until_fresh_ones_come()
    {
        var after = new SomeKitchen().Reads(OilTemperature, 0, 140).Restarts(3600);
        Assert.Equal((140d, Noon, Trust.Stale), (after.Board().Values[OilTemperature], after.Board().Times[OilTemperature], after.Board().Trust[OilTemperature]));
    }

    [Fact]
    public void A_sensor_that_fell_silent_while_the_area_was_away_is_missed_within_five_seconds_of_the_recovery()
    {
        var after = new SomeKitchen().Reads(OilTemperature, 0, 140).Restarts(60);
        Assert.Empty(after.HearsTheRest(63).Ticks(64).Edges);
        Assert.Equal("missing-data Raised 30", after.Ticks(65).Story.First());
    }

    [Fact]
    public void An_alarm_whose_rule_left_the_plan_ends_on_the_record()
    {
        var after = new SomeKitchen().Holds(OilTemperature, 0, 6, 210).Restarts(10, PlanWithoutFire);
        Assert.Equal(["fire Returned 10", "fire Cleared 10"], after.Story);
        Assert.All(after.Edges, e => Assert.Equal("plan", e.By));
        Assert.Empty(after.Board().Alarms);
    }

    [Fact]
    public void A_gate_that_was_open_is_still_open()
    {
        var after = new SomeKitchen().Reads(Basket, 0, 1).Restarts(2).Holds(OilTemperature, 3, 63, 120);
        Assert.Equal("frying Raised 63", after.Story.Last());
    }

    [Fact]
    public void A_running_delay_goes_on_though_the_gate_said_something_bad_last()
    {
        var before = new SomeKitchen().Reads(Basket, 0, 1).Holds(OilTemperature, 1, 31, 170).Reads(Basket, 32, 0, Quality.Bad);
        Assert.Equal("frying Raised 61", before.Restarts(33).Holds(OilTemperature, 34, 61, 170).Story.LastOrDefault());
    }

    [Fact]
    public void The_clock_lets_no_delay_run_out_before_missed_readings_can_be_given_again()
    {
        var after = new SomeKitchen().Holds(OilTemperature, 0, 2, 210).Restarts(60);
        after.Takes(new Reading(OilTemperature, Noon + 3_000, 140));
        Assert.DoesNotContain(after.Ticks(66).Edges, e => e.Alarm.Rule == "fire");
    }

    [Fact]
    public void A_signal_that_never_sent_anything_is_missed_in_time_however_often_the_area_restarts()
    {
        var after = new SomeKitchen().Ticks(20).Restarts(21).Ticks(25).Restarts(26).HearsTheRest(30).Ticks(31);
        Assert.Equal("oil_temp missing-data", after.Edges.Select(e => $"{e.Alarm.Signal} {e.Alarm.Rule}").SingleOrDefault());
        Assert.Equal(Noon, after.Edges[0].Alarm.ConditionStart);
    }

    [Fact]
    public void An_alarm_whose_limit_left_the_plan_ends_on_the_record()
    {
        var milder = Fire with { Limits = [Limit(Level.Hi, 220, 5)] };
        var after = new SomeKitchen().Holds(OilTemperature, 0, 6, 210).Restarts(10, PlanWith(milder));
        Assert.Equal(["fire Returned 10", "fire Cleared 10"], after.Story);
        Assert.Empty(after.Board().Alarms);
    }

    [Fact]
    public void An_alarm_whose_rule_the_new_plan_suppresses_returns()
    {
        var before = new SomeKitchen(plan: PlanWith(Frying with { While = null })).Holds(OilTemperature, 0, 60, 120).Reads(Basket, 60, 0);
        Assert.Equal(["frying Returned 60"], before.Restarts(61).Story);
    }

    [Fact]
    public void Nothing_of_a_quality_alarm_is_lost()
    {
        var after = new SomeKitchen().Holds(OilTemperature, 0, 12, double.NaN, Quality.Bad).Restarts(13);
        Assert.Equal("bad-quality", Assert.Single(after.Board().Alarms).Rule);
        Assert.Equal("bad-quality Returned 25", after.Holds(OilTemperature, 15, 30, 140).Story.Last());
    }
}
