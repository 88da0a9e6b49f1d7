using CsCheck;
using Monitoring.Domain.Alarms.Measures;

namespace Monitoring.Tests.Alarms.Measures;

/// <summary>Minutes since hands were last washed.</summary>
public sealed class SinceIncreaseTests
{
    [Fact]
    public void Minutes_go_by_while_the_counter_stands() => Assert.Equal(10, Washes().Follows(0, 600, _ => 7, every: 10).Value);

    [Fact]
    public void One_more_begins_anew() => Assert.Equal(1, Washes().Follows(0, 600, _ => 7, every: 10).Follows(610, 670, _ => 8, every: 10).Value);

    [Fact]
    public void Time_in_which_the_rule_does_not_hold_does_not_count() =>
        Assert.Equal(4, Washes().Follows(0, 120, _ => 7, every: 10).Follows(130, 3600, _ => 7, every: 10, holds: false).Follows(3610, 3720, _ => 7, every: 10).Value);

    [Fact]
    public void What_is_counted_while_the_rule_does_not_hold_counts() =>
        Assert.Equal(1, Washes().Follows(0, 120, _ => 7, every: 10).Follows(130, 140, _ => 8, every: 10, holds: false).Follows(150, 200, _ => 8, every: 10).Value);

    [Fact]
    public void A_gap_does_not_count() => Assert.Equal(2, Washes().Follows(0, 60, _ => 7, every: 10).Follows(600, 660, _ => 7, every: 10).Value);

    [Fact]
    public void A_counter_that_begins_at_zero_again_has_counted_nothing_but_what_it_counts_from_there_counts()
    {
        var washes = Washes().Follows(0, 120, _ => 7, every: 10).Follows(130, 180, _ => 0, every: 10);
        Assert.Equal(3, washes.Value);
        Assert.Equal(0, washes.Reads(190, 1).Value);
    }

    [Fact]
    public void A_restart_at_any_reading_changes_nothing() =>
        Gen.Select(Gen.Select(Gen.Int[1, 12], Gen.Int[0, 3], Gen.Bool).Array[50], Gen.Int[0, 49]).Sample((steps, restart) =>
        {
            var second = 0;
            Assert.True(Measured.IsTheSameAfterARestart(
                () => new SinceIncreaseMeasure(), [.. steps.Select(s => ((double)(second += s.Item1), (double)s.Item2, s.Item3))], restart));
        });

    private static Measured Washes() => new(() => new SinceIncreaseMeasure());
}
