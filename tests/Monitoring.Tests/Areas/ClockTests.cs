using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>Clocks of devices and of the server that were wrong and are put right.</summary>
public sealed class ClockTests
{
    [Fact]
    public void A_reading_from_a_clock_that_ran_ahead_hides_none_that_follow() =>
        Assert.Equal(["fire Raised 6"], new SomeKitchen().Takes(new Reading(OilTemperature, Noon + 110_000, 140)).Holds(OilTemperature, 1, 7, 210).Story);

    [Fact]
    public void A_hot_reading_from_a_clock_that_ran_ahead_and_those_that_follow_are_one_condition()
    {
        var kitchen = new SomeKitchen().Takes(new Reading(OilTemperature, Noon + 110_000, 210)).Holds(OilTemperature, 1, 6, 210);
        Assert.Equal(["fire Raised 6"], kitchen.Story);
        Assert.Equal(Noon + 1_000, kitchen.AlarmOf("fire")!.ConditionStart);
    }

    [Fact]
    public void A_device_that_is_always_ahead_can_bring_nothing_late()
    {
        var kitchen = new SomeKitchen().Takes(new Reading(OilTemperature, Noon + 90_000, 140)).Ticks(1);
        kitchen.Takes(new Reading(OilTemperature, Noon + 91_000, 140), new Reading(OilTemperature, Noon + 90_000, 140)).Takes(new Reading(OilTemperature, Noon + 90_500, 210));
        Assert.Equal(2, kitchen.Area.LateOrDuplicate);
    }

    [Fact]
    public void Silence_after_a_reading_from_the_future_is_noticed_in_time() =>
        Assert.Equal(["missing-data Raised 30"], new SomeKitchen().Takes(new Reading(OilTemperature, Noon + 110_000, 140)).HearsTheRest(29).Ticks(31).Story);

    [Fact]
    public void A_single_hot_reading_from_the_future_raises_by_the_clock_all_the_same() =>
        Assert.Equal(["fire Raised 95"], new SomeKitchen().Takes(new Reading(OilTemperature, Noon + 90_000, 210)).Ticks(6).Ticks(8).Story);

    [Fact]
    public void When_the_servers_clock_is_put_back_readings_and_silence_count_from_there()
    {
        var kitchen = new SomeKitchen(now: Noon + 3_600_000).Reads(OilTemperature, 3600, 140).Ticks(0).Holds(OilTemperature, 1, 6, 210).HearsTheRest(34).Ticks(35);
        Assert.Equal(["fire Raised 6"], kitchen.Story);
        Assert.Equal("missing-data Raised 36", kitchen.Ticks(37).Story.Last());
    }
}
