using CsCheck;
using Monitoring.Domain.Alarms.Measures;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Measures;

public sealed class RateOfChangeTests
{
    private static readonly Gen<double> PerMinute = Gen.Double[-40, 40];
    private static readonly Gen<double[]> Noise = Gen.Double[-0.5, 0.5].Array[91];

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public void Oil_that_warms_by_20_degrees_a_minute_is_said_to(double every) =>
        Assert.Equal(20, Minute().Follows(0, 90, second => 150 + (second / 3), every).Value, 6);

    [Fact]
    public void Until_data_cover_two_thirds_of_the_window_it_can_not_be_told()
    {
        var measured = Minute().Follows(0, 39, second => second);
        Assert.True(double.IsNaN(measured.Value));
        Assert.Equal(60, measured.Follows(40, 45, second => second).Value, 6);
    }

    [Fact]
    public void Noise_of_half_a_degree_moves_it_by_less_than_one_and_a_half_a_minute() => Gen.Select(PerMinute, Noise).Sample((slope, noise) =>
        Assert.InRange(Minute().Follows(0, 90, second => 150 + (slope * second / 60) + noise[(int)second]).Value, slope - 1.5, slope + 1.5));

    [Fact]
    public void One_wild_reading_moves_nothing() => Gen.Select(PerMinute, Gen.Double[-400, 400], Gen.Int[0, 90]).Sample((slope, wild, when) =>
        Assert.Equal(slope, Minute().Follows(0, 90, second => 150 + (slope * second / 60) + (second == when ? wild : 0)).Value, 0.001));

    [Fact]
    public void One_wild_reading_of_a_slow_sensor_moves_nothing() => Gen.Select(PerMinute, Gen.Double[-400, 400], Gen.Int[0, 9]).Sample((slope, wild, when) =>
        Assert.Equal(slope, Minute().Follows(0, 90, second => 150 + (slope * second / 60) + (second == when * 10 ? wild : 0), every: 10).Value, 0.001));

    [Fact]
    public void A_rise_that_begins_is_known_within_the_window()
    {
        var measured = Minute().Follows(0, 100, _ => 150);
        Assert.Equal(0, measured.Value, 6);
        Assert.InRange(measured.Follows(101, 145, second => 150 + ((second - 100) * 0.8)).Value, 30, 48);
    }

    [Fact]
    public void Over_a_gap_there_is_no_slope_and_after_it_a_new_one()
    {
        var measured = Minute().Follows(0, 60, _ => 150).Reads(90, 180);
        Assert.True(double.IsNaN(measured.Value));
        Assert.True(double.IsNaN(measured.Follows(91, 125, _ => 180).Value));
        Assert.Equal(0, measured.Follows(126, 140, _ => 180).Value, 6);
    }

    [Fact]
    public void A_hole_that_leaves_most_of_the_window_blinds_nothing() =>
        Assert.Equal(30, Minute().Follows(0, 60, second => second / 2).Follows(75, 80, second => second / 2).Value, 6);

    [Fact]
    public void A_clock_that_was_put_back_is_a_gap() =>
        Assert.True(double.IsNaN(Minute().Follows(0, 60, second => second).Reads(20, 20).Value));

    [Fact]
    public void A_restart_at_any_reading_changes_nothing() => Gen.Select(Gen.Select(Gen.Int[1, 15], Gen.Double[0, 300]).Array[100], Gen.Int[0, 99]).Sample((steps, restart) =>
    {
        var second = 0;
        Assert.True(Measured.IsTheSameAfterARestart(Of, [.. steps.Select(s => ((double)(second += s.Item1 > 12 ? 30 : s.Item1 / 2), s.Item2, true))], restart));
    });

    [Fact]
    public void What_was_remembered_of_another_window_is_passed_over()
    {
        var before = Of();
        for (var second = 0; second < 90; second++)
        {
            before.Observe(new Reading(0, Measured.Noon + (second * 1000), second), 1000, true);
        }

        var after = new RateOfChangeMeasure(TimeSpan.FromMinutes(5));
        after.Restore(before.Capture());
        Assert.True(double.IsNaN(after.Observe(new Reading(0, Measured.Noon + 90_000, 90), 1000, true)));
    }

    [Fact]
    public void A_reading_allocates_nothing()
    {
        var measured = Minute().Follows(0, 90, second => second);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var second = 91; second < 1000; second++)
        {
            measured.Reads(second, second);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Measured Minute() => new(Of);

    private static RateOfChangeMeasure Of() => new(TimeSpan.FromMinutes(1));
}
