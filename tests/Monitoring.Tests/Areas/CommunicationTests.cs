using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>One alarm where the cause is one.</summary>
public sealed class CommunicationTests
{
    [Fact]
    public void An_area_whose_devices_all_vanish_has_one_alarm_and_not_one_for_each_signal()
    {
        var kitchen = TickEachSecond(AllSpeak(new SomeKitchen(), 0), 1, 4000);
        var alarm = Assert.Single(kitchen.Edges).Alarm;
        Assert.Equal(("all", "status", AlarmRules.CommunicationLost, AlarmKind.CommunicationLost), (alarm.Equipment, alarm.Signal, alarm.Rule, alarm.Kind));
        Assert.Equal(Noon, alarm.ConditionStart);
        Assert.InRange(alarm.RaisedAt - Noon, 30_000, 40_000);
    }

    [Fact]
    public void The_alarm_of_the_area_returns_with_the_first_device_and_the_others_get_time_to_come_back()
    {
        var kitchen = TickEachSecond(TickEachSecond(AllSpeak(new SomeKitchen(), 0), 1, 60).Reads(OilTemperature, 60, 140), 61, 65);
        Assert.Equal("communication-lost Returned 61", kitchen.Story.Last());

        kitchen = TickEachSecond(kitchen.Reads(OilTemperature, 65, 140).Reads(Basket, 65, 0).Reads(Fridge, 68, 3), 66, 75);
        Assert.Equal("communication-lost Returned 61", kitchen.Story.Last());
    }

    [Fact]
    public void A_device_that_falls_silent_beside_others_has_one_alarm_for_all_its_signals()
    {
        var kitchen = AllSpeak(new SomeKitchen(), 0);
        for (var second = 1; second < 200; second++)
        {
            kitchen = second % 10 == 0 ? kitchen.Reads(Fridge, second, 3).Ticks(second) : kitchen.Ticks(second);
        }

        var alarm = Assert.Single(kitchen.Edges).Alarm;
        Assert.Equal(("fryer-1", "status", AlarmRules.CommunicationLost), (alarm.Equipment, alarm.Signal, alarm.Rule));
        Assert.InRange(alarm.RaisedAt - Noon, 30_000, 40_000);

        kitchen.Reads(Basket, 200, 0).Ticks(201);
        Assert.Equal("communication-lost Returned 201", kitchen.Story.Last());
    }

    [Fact]
    public void A_signal_that_falls_silent_on_a_device_that_speaks_has_its_own_alarm_at_its_stale_time()
    {
        var kitchen = AllSpeak(new SomeKitchen(), 0);
        for (var second = 1; second < 60; second++)
        {
            kitchen = second % 5 == 0 ? kitchen.Reads(Basket, second, 0).Reads(Fridge, second, 3).Ticks(second) : kitchen.Ticks(second);
        }

        Assert.Equal(["missing-data Raised 30"], kitchen.Story);
    }

    [Fact]
    public void A_device_that_said_good_bye_is_missed_after_ten_seconds_and_one_that_is_back_at_once_is_not()
    {
        var kitchen = AllSpeak(new SomeKitchen(), 0);
        Status(kitchen, "fryer-1", false);
        kitchen = TickEachSecond(kitchen, 1, 5);
        Status(kitchen, "fryer-1", true);
        Assert.Empty(TickEachSecond(kitchen, 6, 15).Edges);

        Status(kitchen, "fryer-1", false);
        for (var second = 16; second < 28; second++)
        {
            kitchen = kitchen.Reads(Fridge, second, 3).Ticks(second);
        }

        Assert.Equal(["communication-lost Raised 25"], kitchen.Story);
    }

    [Fact]
    public void An_alarm_of_a_lost_device_survives_a_restart_and_returns_after_it()
    {
        var kitchen = TickEachSecond(AllSpeak(new SomeKitchen(), 0), 1, 60).Restarts(61);
        Assert.Empty(TickEachSecond(kitchen, 62, 70).Edges);
        Assert.Single(kitchen.Board().Alarms);
        Assert.Equal("communication-lost Returned 72", kitchen.Reads(Fridge, 71, 3).Ticks(72).Story.Last());
    }

    [Fact]
    public void A_device_that_said_good_bye_is_still_gone_after_a_restart_and_comes_back_when_it_speaks()
    {
        var kitchen = AllSpeak(new SomeKitchen(), 0);
        Status(kitchen, "hand-wash", false);
        kitchen = kitchen.HearsTheRest(11).Reads(OilTemperature, 11, 140).Ticks(16);
        Assert.Equal(("hand-wash", AlarmRules.CommunicationLost), (Assert.Single(kitchen.Edges).Alarm.Equipment, kitchen.Edges[0].Alarm.Rule));

        kitchen = kitchen.Restarts(20).HearsTheRest(21).Reads(OilTemperature, 21, 140).Ticks(26);
        Assert.Empty(kitchen.Edges);
        Assert.Single(kitchen.Board().Alarms);
        Assert.Equal("communication-lost Returned 28", kitchen.Reads(Sanitiser, 27, 80).Ticks(28).Story.Last());
    }

    [Fact]
    public void A_good_bye_just_before_a_restart_is_missed_all_the_same()
    {
        var kitchen = AllSpeak(new SomeKitchen(), 0);
        Status(kitchen, "hand-wash", false);
        kitchen = kitchen.Ticks(3).Restarts(4).HearsTheRest(12).Reads(OilTemperature, 12, 140).Ticks(16);
        Assert.Equal("hand-wash", Assert.Single(kitchen.Edges).Alarm.Equipment);
    }

    [Fact]
    public void A_clock_that_is_put_right_hides_no_device_that_is_lost_afterwards()
    {
        const int Ahead = 10_000;
        var kitchen = TickEachSecond(AllSpeak(new SomeKitchen(), Ahead), Ahead + 1, Ahead + 60);
        kitchen = TickEachSecond(AllSpeak(kitchen, Ahead + 61), Ahead + 62, Ahead + 63);
        Assert.Equal(EdgeKind.Returned, kitchen.Edges[^1].Kind);

        kitchen.Area.ShiftClock(-Ahead * 1_000);
        kitchen = TickEachSecond(kitchen, 64, 150);
        Assert.Equal((EdgeKind.Raised, AlarmRules.CommunicationLost), (kitchen.Edges[^1].Kind, kitchen.Edges[^1].Alarm.Rule));
    }

    [Fact]
    public void A_step_of_the_clock_is_no_silence()
    {
        var kitchen = AllSpeak(new SomeKitchen(), 0);
        kitchen.Area.ShiftClock(3_600_000);
        Assert.Empty(kitchen.Ticks(3601).Ticks(3606).Edges);
    }

    private static SomeKitchen AllSpeak(SomeKitchen kitchen, double second) => kitchen.Reads(OilTemperature, second, 140).HearsTheRest(second);

    private static SomeKitchen TickEachSecond(SomeKitchen kitchen, int from, int to)
    {
        for (var second = from; second <= to; second++)
        {
            kitchen.Ticks(second);
        }

        return kitchen;
    }

    private static void Status(SomeKitchen kitchen, string equipment, bool online)
    {
        kitchen.Area.Take(new EquipmentStatus(equipment, online, kitchen.Now), kitchen.Now);
        kitchen.Takes();
    }
}
