using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>Delays count good data's own time; silence, bad quality and old news have their own ways.</summary>
public sealed class GoodDataTests
{
    [Fact]
    public void A_gap_freezes_the_on_delay()
    {
        var kitchen = new SomeKitchen().Reads(Basket, 0, 1).Holds(OilTemperature, 1, 31, 170).Holds(OilTemperature, 52, 81, 170);
        Assert.DoesNotContain(kitchen.Edges, e => e.Alarm.Rule == "frying");

        Assert.Equal("frying Raised 82", kitchen.Reads(OilTemperature, 82, 170).Story.Last());
    }

    [Fact]
    public void A_gap_clears_nothing() =>
        Assert.Equal(
            ["fire Raised 5", "missing-data Raised 35"],
            new SomeKitchen().Holds(OilTemperature, 0, 5, 210).HearsTheRest(39).Ticks(40).Ticks(3600).Story.Where(s => !s.Contains("missing-data Raised 60", StringComparison.Ordinal)).Take(2));

    [Fact]
    public void Silence_is_noticed_by_the_clock_and_ends_with_fresh_data()
    {
        var kitchen = new SomeKitchen().Reads(OilTemperature, 10, 140).HearsTheRest(39).Ticks(39.9);
        Assert.Empty(kitchen.Edges);

        kitchen.Ticks(40);
        var alarm = Assert.Single(kitchen.Edges).Alarm;
        Assert.Equal((AlarmKind.MissingData, Noon + 10_000, Noon + 40_000), (alarm.Kind, alarm.ConditionStart, alarm.RaisedAt));
        Assert.Equal(Trust.Stale, kitchen.Board().Trust[OilTemperature]);

        kitchen.Reads(OilTemperature, 50, 140);
        Assert.Equal(["missing-data Raised 40", "missing-data Returned 50"], kitchen.Story);
        Assert.Equal(Trust.Good, kitchen.Board().Trust[OilTemperature]);
    }

    [Fact]
    public void A_signal_that_never_sent_anything_is_missed_too()
    {
        var kitchen = new SomeKitchen().HearsTheRest(29).Ticks(31);
        Assert.Equal("oil_temp", Assert.Single(kitchen.Edges).Alarm.Signal);
        Assert.Equal(Trust.NoData, kitchen.Board().Trust[OilTemperature]);
    }

    [Fact]
    public void Bad_quality_is_an_alarm_of_its_own_and_no_recovery()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 5, 210).Holds(OilTemperature, 6, 200, double.NaN, Quality.Bad);
        Assert.Equal(["fire Raised 5", "bad-quality Raised 16"], kitchen.Story);
        Assert.Equal(Trust.Bad, kitchen.Board().Trust[OilTemperature]);

        kitchen.Holds(OilTemperature, 201, 215, 210);
        Assert.Equal("bad-quality Returned 211", kitchen.Story.Last());
    }

    [Fact]
    public void Time_of_bad_quality_counts_for_no_delay() =>
        Assert.Equal(["fire Raised 11"], new SomeKitchen().Holds(OilTemperature, 0, 3, 210).Holds(OilTemperature, 4, 8, 210, Quality.Bad).Holds(OilTemperature, 9, 12, 210).Story);

    [Fact]
    public void A_probe_that_is_bad_every_other_second_is_noticed()
    {
        var kitchen = new SomeKitchen();
        for (var second = 0; second < 60; second += 2)
        {
            kitchen.Reads(OilTemperature, second, double.NaN, Quality.Bad).Reads(OilTemperature, second + 1, 140);
        }

        Assert.Equal(["bad-quality Raised 20"], kitchen.Story);
        Assert.Equal("bad-quality Returned 69", kitchen.Holds(OilTemperature, 60, 75, 140).Story.Last());
    }

    [Fact]
    public void Late_and_duplicate_readings_move_nothing()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 10, 140);
        kitchen.Takes(new Reading(OilTemperature, Noon + 3_000, 210), new Reading(OilTemperature, Noon + 9_000, 210), new Reading(OilTemperature, Noon + 10_000, 210));
        Assert.Empty(kitchen.Edges);
        Assert.Equal(3, kitchen.Area.LateOrDuplicate);
        Assert.Equal(140, kitchen.Board().Values[OilTemperature]);
    }

    [Fact]
    public void Old_news_refreshes_no_stale_timer_and_pages_nobody()
    {
        var kitchen = new SomeKitchen().Reads(OilTemperature, 0, 140);
        for (var second = 1; second < 40; second++)
        {
            kitchen.Takes(new Reading(OilTemperature, Noon + second * 1000, 210, Quality.Good, Origin.History));
        }

        Assert.Equal(["missing-data Raised 30"], kitchen.HearsTheRest(30).Ticks(31).Story);
    }

    [Fact]
    public void Readings_that_arrive_together_are_decided_in_the_order_of_their_own_time()
    {
        var kitchen = new SomeKitchen().Ticks(10);
        kitchen.Takes([.. Enumerable.Range(0, 8).Reverse().Select(second => new Reading(OilTemperature, Noon + second * 1000, 210))]);
        Assert.Equal(["fire Raised 5"], kitchen.Story);
    }

    [Fact]
    public void Equipment_that_says_it_is_gone_has_no_value_that_looks_live_until_it_speaks_again()
    {
        var kitchen = new SomeKitchen().Reads(OilTemperature, 0, 140).Reads(Fridge, 0, 3);
        kitchen.Area.Take(new EquipmentStatus("fryer-1", false, kitchen.Now), kitchen.Now);
        Assert.Equal((Trust.Stale, Trust.Good), (kitchen.Board().Trust[OilTemperature], kitchen.Board().Trust[Fridge]));

        kitchen.Reads(OilTemperature, 1, 140);
        Assert.Equal(Trust.Good, kitchen.Board().Trust[OilTemperature]);
    }

    [Fact]
    public void A_clock_that_jumps_back_raises_nothing_and_loses_nothing()
    {
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 3, 210).Ticks(-3600);
        Assert.Empty(kitchen.Edges);
        Assert.Equal(["fire Raised 5"], kitchen.Holds(OilTemperature, 4, 6, 210).Story);
    }
}
