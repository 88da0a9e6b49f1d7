using Monitoring.Domain.Alarms;
using Monitoring.Domain.Replays;
using Monitoring.Domain.Reviews;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;
using static Monitoring.Tests.Replays.SomeReplay;

namespace Monitoring.Tests.Reviews;

/// <summary>Time inside limits that hold only while frying: the area itself says when that was.</summary>
public sealed class HeldTimeTests
{
    [Fact]
    public void Only_the_time_while_the_rule_held_counts_and_only_what_lay_outside_then()
    {
        // Basket in from 100 to 199 s. Too hot from 50 on (nobody fries), and from 150 to 169 (somebody does); cold again afterwards.
        var held = Held(
            [
                .. Each(Basket, 0, 99, 0), .. Each(Basket, 100, 199, 1), .. Each(Basket, 200, 300, 0),
                .. Each(OilTemperature, 0, 49, 145), .. Each(OilTemperature, 50, 89, 170), .. Each(OilTemperature, 90, 149, 145), .. Each(OilTemperature, 150, 169, 180),
                .. Each(OilTemperature, 170, 210, 145), .. Each(OilTemperature, 211, 300, 25),
            ],
            from: 0);
        Assert.Equal((100_000, 20_000, 1), (held.Good, held.Outside, held.Excursions));
        Assert.Equal(new Excursion(Noon + 150_000, Noon + 170_000, 20_000, Level.HiHi, 180, true), held.Longest);
    }

    [Fact]
    public void What_lies_before_the_range_only_warms_up()
    {
        var held = Held([.. Each(Basket, 0, 300, 1), .. Each(OilTemperature, 0, 300, 180)], from: 200);
        Assert.Equal((100_000, 100_000), (held.Good, held.Outside));
        Assert.Equal((Noon + 200_000, 100_000), (held.Longest!.Value.From, held.Longest.Value.Outside));
    }

    [Fact]
    public void A_rule_that_never_held_has_no_time()
    {
        var held = Held([.. Each(Basket, 0, 300, 0), .. Each(OilTemperature, 0, 300, 180)], from: 0);
        Assert.Equal((0, 0, null), (held.Good, held.Outside, held.Longest));
    }

    private static HeldTime Held(Reading[] readings, double from)
    {
        var target = Plan.Signals[OilTemperature];
        var scope = ReplayScope.Of(Plan, target, [Frying]);
        var held = new HeldTime(Frying, Coverage.GapAfter(target.Plan), At(from));
        var replay = new AreaReplay(scope, Noon, At(from), (_, _) => { }) { Watched = (reading, holds) => held.Add(reading, holds[0]) };
        foreach (var reading in readings.OrderBy(r => r.Time).ThenByDescending(r => r.Signal))
        {
            replay.Take(reading with { Signal = scope.Signals.Select(s => s.Number).ToList().IndexOf(reading.Signal) });
        }

        replay.End(At(300));
        held.End(At(300));
        return held;
    }
}
