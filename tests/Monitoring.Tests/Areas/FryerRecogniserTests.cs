using CsCheck;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Areas;

/// <summary>What a fryer does, told from curves that are drawn by hand.</summary>
public sealed class FryerRecogniserTests
{
    private static readonly Gen<int> Every = Gen.Int[0, 3].Select(i => i switch { 0 => 1, 1 => 2, 2 => 5, _ => 10 });
    private static readonly Gen<double[]> Noise = Gen.Double[-0.5, 0.5].Array[2400];

    [Fact]
    public void Oil_at_rest_is_idle_whatever_its_temperature_and_noise() => Gen.Select(Gen.Double[20, 200], Noise, Every).Sample((celsius, noise, every) =>
        Assert.Equal([Phase.Idle], new SomeFryer().Follows(0, 2399, second => celsius + noise[(int)second], every).Phases));

    [Fact]
    public void Oil_on_its_way_up_heats_until_it_works() => Gen.Select(Gen.Double[6, 50], Noise, Every).Sample((perMinute, noise, every) =>
        Assert.Equal(
            [Phase.Heating, Phase.Idle],
            new SomeFryer().Follows(0, 2399, second => Math.Min(145, 30 + (perMinute * second / 60)) + noise[(int)second], every).Phases));

    [Fact]
    public void A_load_is_frying_until_the_oil_is_back_and_stays() =>
        Gen.Select(Gen.Double[8, 40], Gen.Double[0.1, 0.5], Noise, Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(5))).Sample((depth, perSecond, noise, every) =>
        {
            var fryer = new SomeFryer().Follows(0, 1199, second => 145 - Dip(second - 300, depth, perSecond) + noise[(int)second], every);
            Assert.Equal([Phase.Idle, Phase.Frying, Phase.Idle], fryer.Phases);
            Assert.InRange(fryer.Story[1].Second, 300, 330);
            Assert.InRange(fryer.Story[2].Second, 320 + (0.7 * depth / perSecond) + 60, 320 + (depth / perSecond) + 170);
        });

    [Fact]
    public void A_load_goes_in_while_the_one_before_is_still_frying() =>
        Assert.Equal(
            [Phase.Idle, Phase.Frying, Phase.Idle, Phase.Frying, Phase.Idle],
            new SomeFryer().Follows(0, 2000, second => 145 - Dip(second - 300, 25, 0.3) - Dip(second - 390, 15, 0.3) - Dip(second - 1000, 8, 0.2)).Phases);

    [Fact]
    public void Loads_without_a_pause_are_frying_for_as_long_as_they_come() =>
        Assert.Equal([Phase.Idle, Phase.Frying], new SomeFryer().Follows(0, 7200, second => 145 - Dip((second - 300) % 200, second < 300 ? 0 : 25, 0.15)).Phases);

    [Fact]
    public void A_fryer_that_is_turned_off_cools_though_it_was_hot_enough_to_fry() =>
        Assert.Equal([Phase.Idle, Phase.Cooling, Phase.Idle], new SomeFryer().Follows(0, 20_000, second => 30 + (115 * Math.Exp(-Math.Max(0, second - 300) * 0.0003))).Phases);

    [Fact]
    public void A_load_after_which_the_fryer_is_turned_off_is_over_when_the_oil_cools_on() =>
        Assert.Equal(
            [Phase.Idle, Phase.Frying, Phase.Cooling],
            new SomeFryer().Follows(0, 1500, second => 145 - Dip(second - 300, 20, 0) - (Math.Max(0, second - 300) * 0.02)).Phases);

    [Fact]
    public void Oil_that_never_comes_back_is_not_frying_for_ever()
    {
        var fryer = new SomeFryer().Follows(0, 3600, second => 160 - Dip(second - 300, 20, 0));
        Assert.Equal([Phase.Idle, Phase.Frying, Phase.Idle], fryer.Phases);
        Assert.InRange(fryer.Story[2].Second, 1200, 1240);
    }

    [Fact]
    public void A_thermostat_that_swings_by_four_degrees_is_neither_heating_nor_cooling() =>
        Assert.Equal([Phase.Idle], new SomeFryer().Follows(0, 7200, second => 145 + (4 * Math.Sin(second / 40))).Phases);

    [Theory]
    [InlineData(-140)]
    [InlineData(250)]
    public void One_wild_reading_is_nothing(double wild)
    {
        var fryer = new SomeFryer().Follows(0, 1000, second => 145 + (second is 500 or 700 ? wild : 0));
        Assert.Equal([Phase.Idle], fryer.Phases);
    }

    [Fact]
    public void Over_a_gap_the_phase_is_what_it_was_and_after_a_long_one_nobody_knows()
    {
        var fryer = new SomeFryer().Follows(0, 300, _ => 145).Follows(301, 340, second => 145 - Dip(second - 301, 25, 0));
        Assert.Equal(Phase.Frying, fryer.Phase);
        Assert.Equal(Phase.Frying, fryer.Follows(900, 930, _ => 122).Phase);
        Assert.Equal(Phase.Unknown, fryer.Reads(1531, 145).Phase);
        Assert.Equal(Phase.Idle, fryer.Follows(1532, 1575, _ => 145).Phase);
    }

    [Fact]
    public void A_dip_that_a_gap_hides_is_not_taken_for_a_load() =>
        Assert.DoesNotContain(Phase.Frying, new SomeFryer().Follows(0, 300, _ => 145).Follows(420, 700, _ => 130).Phases);

    [Fact]
    public void A_clock_that_was_put_back_disturbs_nothing() => Assert.Equal([Phase.Idle], new SomeFryer().Follows(0, 300, _ => 145).Follows(200, 600, _ => 145).Phases);

    [Fact]
    public void A_restart_at_any_reading_changes_nothing() => Gen.Select(Gen.Double[-30, 30].Array[40], Noise, Gen.Int[0, 1199]).Sample((turns, noise, restart) =>
    {
        double At(double second) => 135 + turns[(int)second / 30] + noise[(int)second];
        var whole = new SomeFryer().Follows(0, 1199, At);
        Assert.Equal(whole.Story, new SomeFryer().Follows(0, restart, At).Restarts().Follows(restart + 1, 1199, At).Story);
    });

    [Fact]
    public void A_reading_allocates_nothing()
    {
        var recogniser = new FryerRecogniser(new FryerPhases("oil_temp", null, 135));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var second = 0; second < 3600; second++)
        {
            recogniser.Observe(new Reading(0, SomeKitchen.Noon + (second * 1000), 145 - Dip(second % 500, 25, 0.3)), second == 0 ? 0 : 1000);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>How far the oil is below where it was: it falls for twenty seconds and then comes back.</summary>
    private static double Dip(double second, double depth, double backPerSecond) =>
        second <= 0 ? 0 : second <= 20 ? depth * second / 20 : Math.Max(0, depth - (backPerSecond * (second - 20)));
}
