using Monitoring.Simulator.Physics;

namespace Monitoring.Tests.Simulator.Physics;

public sealed class FryerTests
{
    private static readonly Moment Working = new(9, Shift: true, Working: true, Rush: false);
    private static readonly Moment Night = new(2, Shift: false, Working: false, Rush: false);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_basket_of_shallots_cools_the_oil_by_20_to_37_degrees_and_the_burner_brings_it_back(int seed)
    {
        var fryer = new Fryer(seed, hot: true);
        var dips = new List<double>();
        var before = 0.0;
        var lowest = 0.0;
        for (var second = 0; second < 4 * 3600; second++)
        {
            var wasIn = fryer.BasketIn;
            var oil = fryer.Oil;
            fryer.Step(1, Working);
            if (fryer.BasketIn && !wasIn)
            {
                (before, lowest) = (oil, oil);
            }

            lowest = Math.Min(lowest, fryer.Oil);
            if (!fryer.BasketIn && wasIn)
            {
                dips.Add(before - lowest);
                Assert.InRange(fryer.Oil, 141, 150);
            }
        }

        Assert.InRange(dips.Count, 20, 40);
        Assert.All(dips, dip => Assert.InRange(dip, 20, 37));
        Assert.InRange(fryer.Batches, dips.Count - 1, dips.Count + 1);
    }

    [Fact]
    public void Cold_oil_is_heated_through_the_shift_and_cools_down_in_the_night()
    {
        var fryer = new Fryer(1, hot: false);
        var phases = new List<FryerPhase>();
        void Run(int seconds, Moment shop)
        {
            for (var i = 0; i < seconds; i++)
            {
                fryer.Step(1, shop);
                if (phases.Count == 0 || phases[^1] != fryer.Phase)
                {
                    phases.Add(fryer.Phase);
                }
            }
        }

        Run(60, Night);
        Assert.InRange(fryer.Oil, 29, 31);
        Run(600, Working);
        Assert.InRange(fryer.Oil, 105, 150);
        Run(8 * 3600, Night);

        Assert.Equal([FryerPhase.Off, FryerPhase.Heating, FryerPhase.Idle, FryerPhase.Frying], phases.Take(4));
        Assert.Equal(FryerPhase.Off, phases[^1]);
        Assert.InRange(fryer.Oil, 29, 45);
    }

    [Fact]
    public void A_stuck_thermostat_takes_the_oil_to_205_degrees_and_the_crew_takes_it_back()
    {
        var fryer = new Fryer(1, hot: true) { ThermostatStuck = true };
        for (var second = 0; second < 120; second++)
        {
            fryer.Step(1, Working);
        }

        Assert.InRange(fryer.Oil, 203, 209);
        Assert.False(fryer.BasketIn);

        fryer.ThermostatStuck = false;
        for (var second = 0; second < 90; second++)
        {
            fryer.Step(1, Working);
        }

        Assert.InRange(fryer.Oil, 140, 160);
    }
}
