using Monitoring.Domain.Areas;
using Monitoring.Simulator.Physics;

namespace Monitoring.Tests.Areas;

/// <summary>The recogniser before the physics of a fryer: noise, thermostat, burner, and loads whose truth is known.</summary>
public sealed class RealFryerTests
{
    private static readonly Moment Working = new(9, Shift: true, Working: true, Rush: false);
    private static readonly Moment Night = new(2, Shift: false, Working: false, Rush: false);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 5)]
    public void Each_load_is_seen_within_half_a_minute_and_nothing_else_is_taken_for_one(int seed, int every)
    {
        var fryer = new Fryer(seed, hot: true);
        var seen = new SomeFryer();
        List<int> loads = [];
        var (inOil, both, alone) = (0, 0, 0);
        for (var second = 0; second < 4 * 3600; second++)
        {
            var wasIn = fryer.BasketIn;
            fryer.Step(1, Working);
            if (fryer.BasketIn && !wasIn)
            {
                loads.Add(second);
            }

            if (second % every == 0)
            {
                seen.Reads(second, fryer.Probe);
            }

            inOil += fryer.BasketIn ? 1 : 0;
            both += fryer.BasketIn && seen.Phase == Phase.Frying ? 1 : 0;
            alone += !fryer.BasketIn && seen.Phase == Phase.Frying ? 1 : 0;
        }

        var found = seen.Story.Where(s => s.Phase == Phase.Frying).Select(s => (int)s.Second).ToArray();
        Assert.Equal(loads.Count, found.Length);
        Assert.All(loads.Zip(found), pair => Assert.InRange(pair.Second - pair.First, 1, 30));
        // Food that stays in oil that is as hot as before can't be told from no food.
        Assert.InRange(both, inOil * 0.5, inOil);
        Assert.InRange(alone, 0, inOil * 0.03);
        Assert.All(seen.Phases, phase => Assert.True(phase is Phase.Idle or Phase.Frying));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_day_of_a_fryer_goes_from_cold_through_loads_to_cold(int seed)
    {
        var fryer = new Fryer(seed, hot: false);
        var seen = new SomeFryer();
        for (var second = 0; second < 14 * 3600; second++)
        {
            fryer.Step(1, second is >= 600 and < 2 * 3600 ? Working : Night);
            seen.Reads(second, fryer.Probe);
        }

        Assert.Equal([Phase.Idle, Phase.Heating, Phase.Idle, Phase.Frying, Phase.Idle], seen.Phases.Take(5));
        Assert.Equal([Phase.Cooling, Phase.Idle], seen.Phases.TakeLast(2));
        Assert.Single(seen.Phases, Phase.Heating);
        Assert.Single(seen.Phases, Phase.Cooling);
    }

    [Fact]
    public void Overheated_oil_that_the_crew_cools_is_not_taken_for_a_load_for_longer_than_a_few_minutes()
    {
        var fryer = new Fryer(1, hot: true);
        var seen = new SomeFryer();
        var frying = 0;
        for (var second = 0; second < 3600; second++)
        {
            fryer.ThermostatStuck = second < 300;
            fryer.Step(1, Working with { Working = false });
            seen.Reads(second, fryer.Probe);
            frying += seen.Phase == Phase.Frying ? 1 : 0;
        }

        Assert.InRange(frying, 0, 300);
        Assert.Equal(Phase.Idle, seen.Phase);
    }
}
