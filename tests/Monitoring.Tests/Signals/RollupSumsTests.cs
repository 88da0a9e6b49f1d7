using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Signals;

public sealed class RollupSumsTests
{
    private const long Minute = 60_000;
    private const long Start = 1_795_000_200_000;

    private static readonly SignalLimits Fridge = new(double.NaN, 0, 5, 8);

    [Fact]
    public void A_reading_stands_until_the_next_and_its_time_is_split_between_minutes()
    {
        var rollups = Of(60_000, (Start + 50_000, 4, Quality.Good), (Start + 80_000, 6, Quality.Good));
        Assert.Equal(
            [
                new(Start, 1, 0, 4, 4, 4, 10_000, default),
                new(Start + Minute, 1, 0, 6, 6, 6, 60_000, new TimeOutside(0, 0, 40_000, 0)),
                // It stands for a minute and no longer.
                Rollup.Empty(Start + (2 * Minute)) with { Good = 20_000, Outside = new TimeOutside(0, 0, 20_000, 0) },
            ],
            rollups);
    }

    [Fact]
    public void A_gap_is_not_covered_and_a_bad_reading_covers_nothing()
    {
        var rollups = Of(10_000, (Start, 4, Quality.Good), (Start + 5_000, double.NaN, Quality.Bad), (Start + 30_000, 9, Quality.Good), (Start + 90_000, 4, Quality.Uncertain));
        Assert.Equal(
            [
                new(Start, 2, 1, 13, 4, 9, 15_000, new TimeOutside(0, 0, 10_000, 10_000)),
                new(Start + Minute, 1, 0, 4, 4, 4, 0, default),
            ],
            rollups);
    }

    [Fact]
    public void A_limit_is_reached_at_its_very_value_on_both_sides()
    {
        var rollup = Assert.Single(Of(1_000, (Start, 5, Quality.Good), (Start + 1_000, 0, Quality.Good), (Start + 2_000, 0.01, Quality.Good)));
        Assert.Equal(new TimeOutside(0, 1_000, 1_000, 0), rollup.Outside);
        Assert.Equal((3_000, 2_000), (rollup.Good, rollup.Outside.Total));
    }

    [Fact]
    public void A_reading_before_the_range_only_stands_into_it()
    {
        var rollup = Assert.Single(Of(60_000, (Start - 40_000, 7, Quality.Good)));
        Assert.Equal(Rollup.Empty(Start) with { Good = 20_000, Outside = new TimeOutside(0, 0, 20_000, 0) }, rollup);
    }

    [Fact]
    public void Sums_of_decimals_keep_their_decimals()
    {
        var rollup = Assert.Single(Of(100, [.. Enumerable.Range(0, 30).Select(i => (Start + (i * 1_000L), 0.1, Quality.Good))]));
        Assert.Equal(3.0, rollup.Sum);
    }

    [Fact]
    public void Two_stretches_together_are_one()
    {
        Rollup one = new(Start, 2, 1, 13, 4, 9, 15_000, new TimeOutside(1, 2, 3, 4));
        Assert.Equal(one, Rollup.Empty(Start).Plus(one));
        Assert.Equal(one, one.Plus(Rollup.Empty(Start + Minute)));
        Assert.Equal(new(Start, 4, 2, 26, 4, 9, 30_000, new TimeOutside(2, 4, 6, 8)), one.Plus(one));
    }

    private static List<Rollup> Of(long gapAfter, params (long Time, double Value, Quality Quality)[] readings)
    {
        var sums = new RollupSums(Start, 10, Minute, gapAfter, Fridge);
        foreach (var (time, value, quality) in readings)
        {
            sums.Add(time, value, quality);
        }

        return sums.End();
    }
}
