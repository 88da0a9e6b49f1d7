using Monitoring.Domain.Alarms;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>The limits of a rule are one alarm: a worse level stands for the milder ones, and the two sides exclude each other.</summary>
public sealed class LevelTests
{
    [Fact]
    public void A_value_that_falls_from_HiHi_to_Hi_has_not_returned_though_the_delay_of_Hi_is_longer()
    {
        var kitchen = new SomeKitchen().Holds(Fridge, 0, 600, 9, every: 10).Holds(Fridge, 610, 1900, 6, every: 10);
        Assert.Equal(["cold Raised 600", "cold LevelChanged 670"], kitchen.Story);
        Assert.Equal(Level.Hi, kitchen.AlarmOf("cold")!.Level);

        Assert.Equal("cold Returned 1970", kitchen.Holds(Fridge, 1910, 1980, 3, every: 10).Story.Last());
    }

    [Fact]
    public void The_other_side_asks_for_a_new_acknowledgement()
    {
        var kitchen = new SomeKitchen().Reads(Basket, 0, 1).Holds(OilTemperature, 1, 61, 165).Acknowledges("frying").Holds(OilTemperature, 62, 122, 120);
        Assert.Equal(["frying Raised 61", "frying Acknowledged 61", "frying LevelChanged 122"], kitchen.Story);
        var alarm = kitchen.AlarmOf("frying")!;
        Assert.Equal((Level.Lo, AlarmState.ActiveUnacknowledged), (alarm.Level, alarm.State));
    }

    [Fact]
    public void A_value_beyond_the_other_side_need_not_wait_for_the_off_delay_of_this_one()
    {
        var rule = Rule("oil", 3, 600, null, Limit(Level.Lo, 130, 5), Limit(Level.Hi, 160, 5), Limit(Level.HiHi, 175, 5));
        var kitchen = new SomeKitchen(plan: PlanWith(rule)).Holds(OilTemperature, 0, 5, 180).Holds(OilTemperature, 6, 11, 120);
        Assert.Equal(["oil Raised 5", "oil LevelChanged 11"], kitchen.Story);
        Assert.Equal(Level.Lo, kitchen.AlarmOf("oil")!.Level);
    }

    [Fact]
    public void Two_levels_that_the_clock_raises_at_once_are_told_once()
    {
        var rule = Rule("oil", 3, 60, null, Limit(Level.Hi, 160, 5), Limit(Level.HiHi, 175, 5));
        var kitchen = new SomeKitchen(plan: PlanWith(rule)).Reads(OilTemperature, 0, 180).Ticks(6).Ticks(8);
        Assert.Equal(["oil Raised 5"], kitchen.Story);
        Assert.Equal(Level.HiHi, kitchen.AlarmOf("oil")!.Level);
    }

    [Fact]
    public void Without_delays_and_deadband_each_reading_decides()
    {
        var rule = Rule("oil", 0, 0, null, Limit(Level.Lo, 130, 0), Limit(Level.Hi, 160, 0));
        var kitchen = new SomeKitchen(plan: PlanWith(rule));
        kitchen.Reads(OilTemperature, 0, 160).Reads(OilTemperature, 1, 159.9).Reads(OilTemperature, 2, 130).Reads(OilTemperature, 3, 170).Reads(OilTemperature, 4, 140);
        Assert.Equal(["oil Raised 0", "oil Returned 1", "oil Raised 2", "oil LevelChanged 3", "oil Returned 4"], kitchen.Story);
    }
}
