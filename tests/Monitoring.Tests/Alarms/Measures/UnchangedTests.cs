using CsCheck;
using Monitoring.Domain.Alarms.Measures;

namespace Monitoring.Tests.Alarms.Measures;

/// <summary>A sensor that always says the same is frozen.</summary>
public sealed class UnchangedTests
{
    [Fact]
    public void Minutes_go_by_while_the_value_is_exactly_the_same() => Assert.Equal(10, Sensor().Follows(0, 600, _ => 3.4, every: 10).Value);

    [Fact]
    public void The_smallest_change_begins_anew() => Assert.Equal(0, Sensor().Follows(0, 600, _ => 3.4, every: 10).Reads(610, Math.BitIncrement(3.4)).Value);

    [Fact]
    public void It_counts_whether_or_not_the_rule_holds() => Assert.Equal(10, Sensor().Follows(0, 600, _ => 3.4, every: 10, holds: false).Value);

    [Fact]
    public void A_gap_does_not_count() => Assert.Equal(2, Sensor().Follows(0, 60, _ => 3.4, every: 10).Follows(600, 660, _ => 3.4, every: 10).Value);

    [Fact]
    public void A_restart_at_any_reading_changes_nothing() => Gen.Select(Gen.Select(Gen.Int[1, 12], Gen.Int[0, 1]).Array[50], Gen.Int[0, 49]).Sample((steps, restart) =>
    {
        var second = 0;
        Assert.True(Measured.IsTheSameAfterARestart(() => new UnchangedMeasure(), [.. steps.Select(s => ((double)(second += s.Item1), (double)s.Item2, true))], restart));
    });

    [Fact]
    public void What_another_measure_remembered_is_passed_over()
    {
        var counter = new SinceIncreaseMeasure();
        counter.Observe(new(0, Measured.Noon, 5), 0, true);
        counter.Observe(new(0, Measured.Noon + 60_000, 5), 60_000, true);
        var sensor = new UnchangedMeasure();
        sensor.Restore(counter.Capture());
        Assert.Equal(0, sensor.Observe(new(0, Measured.Noon + 61_000, 5), 1000, true));
    }

    private static Measured Sensor() => new(() => new UnchangedMeasure());
}
