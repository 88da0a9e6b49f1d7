using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Reviews;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Reviews;

public sealed class ExcursionTests
{
    private const long Start = 1_795_000_200_000;

    private static readonly SignalLimits Fridge = new(double.NaN, 0, 5, 8);

    [Fact]
    public void An_excursion_lasts_from_the_first_reading_outside_to_the_first_inside()
    {
        Assert.Equal(
            [new Excursion(Start + 1_000, Start + 4_000, 3_000, Level.HiHi, 8.5, true)],
            Of((0, 4, Quality.Good), (1, 5, Quality.Good), (2, 8.5, Quality.Good), (3, 6, Quality.Good), (4, 4.9, Quality.Good)));
    }

    [Fact]
    public void A_gap_or_a_bad_reading_neither_ends_it_nor_counts()
    {
        // One second, until the bad reading; then ten, until the reading at 90 s no longer stands.
        Assert.Equal(
            [new Excursion(Start, Start + 100_000, 11_000, Level.Hi, 6, true)],
            Of((0, 6, Quality.Good), (1, double.NaN, Quality.Bad), (90, 5.5, Quality.Good), (200, 4, Quality.Good), (1_000, 3, Quality.Good)));
    }

    [Fact]
    public void From_above_to_below_are_two()
    {
        Assert.Equal(
            [new Excursion(Start, Start + 1_000, 1_000, Level.Hi, 6, true), new Excursion(Start + 1_000, Start + 11_000, 10_000, Level.Lo, -1, true)],
            Of((0, 6, Quality.Good), (1, -1, Quality.Good)));
    }

    [Fact]
    public void A_doubtful_value_is_no_proof_of_either()
    {
        Assert.Equal(
            [new Excursion(Start, Start + 3_000, 2_000, Level.Hi, 6, true)],
            Of((0, 6, Quality.Good), (1, 4, Quality.Uncertain), (2, 6, Quality.Good), (3, 4, Quality.Good)));
    }

    [Fact]
    public void What_stood_before_the_range_is_counted_from_its_beginning()
    {
        Assert.Equal([new Excursion(Start, Start + 5_000, 5_000, Level.Hi, 6, true)], Of((-2, 6, Quality.Good), (5, 4, Quality.Good)));
        Assert.Empty(Of((-20, 6, Quality.Good), (5, 4, Quality.Good)));
    }

    [Fact]
    public void Minutes_say_where_to_look_and_are_believed_when_readings_are_gone()
    {
        List<Rollup> minutes = [Minute(0, 60, 0, 4), Minute(1, 60, 20, 6), Minute(2, 60, 60, 9), Minute(3, 60, 10, 6), Minute(4, 60, 0, 4), Minute(7, 60, 60, 7)];
        Assert.Equal([(1, 3), (5, 5)], Stretches.Of(minutes));
        Assert.Equal(
            [
                new Excursion(Start + 60_000, Start + 120_000, 20_000, Level.Hi, 6, false),
                new Excursion(Start + 120_000, Start + 240_000, 70_000, Level.Hi, 9, false),
            ],
            Stretches.Estimate(minutes[1..4]));
    }

    /// <summary>Time outside by excursions is time outside by roll-ups, whatever the readings.</summary>
    [Fact]
    public void Excursions_and_roll_ups_agree_about_the_time_outside()
    {
        var reading = Gen.Select(Gen.Int[1, 40], Gen.Int[-2, 12], Gen.Int[0, 4]);
        reading.Array[1, 200].Sample(steps =>
        {
            var time = Start;
            List<Excursion> found = [];
            var scan = new ExcursionScan(Fridge, 10_000, Start, found.Add);
            var sums = new RollupSums(Start, 200, 60_000, 10_000, Fridge);
            foreach (var (seconds, value, quality) in steps)
            {
                time += seconds * 1_000L;
                var known = quality == 0 ? Quality.Bad : quality == 1 ? Quality.Uncertain : Quality.Good;
                scan.Add(time, value, known);
                sums.Add(time, value, known);
            }

            scan.End(Start + (200 * 60_000));
            Assert.Equal(sums.End().Sum(m => m.Outside.Total), found.Sum(e => e.Outside));
            Assert.All(found, e => Assert.True(e.From < e.To && e.Outside <= e.To - e.From));
        });
    }

    private static Rollup Minute(int number, int good, int outside, double maximum) =>
        new(Start + (number * 60_000L), 60, 0, 60 * 4, 3, maximum, good * 1_000L, new TimeOutside(0, 0, outside * 1_000L, 0));

    private static List<Excursion> Of(params (int Second, double Value, Quality Quality)[] readings)
    {
        List<Excursion> found = [];
        var scan = new ExcursionScan(Fridge, 10_000, Start, found.Add);
        foreach (var (second, value, quality) in readings)
        {
            scan.Add(Start + (second * 1_000L), value, quality);
        }

        scan.End(Start + 10_000_000);
        return found;
    }
}
