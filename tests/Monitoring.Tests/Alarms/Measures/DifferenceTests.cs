using Monitoring.Domain.Alarms;
using Monitoring.Domain.Alarms.Measures;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Measures;

/// <summary>Two probes in the same oil.</summary>
public sealed class DifferenceTests
{
    private static readonly DifferenceTo Twin = new("fryer-1", "oil_temp_2");

    [Theory]
    [InlineData(150, 142, 8)]
    [InlineData(142, 150, 8)]
    [InlineData(150, 150, 0)]
    public void It_is_how_far_apart_they_are_whichever_is_warmer(double one, double other, double apart) =>
        Assert.Equal(apart, Apart(one, new Reading(1, Measured.Noon, other)));

    [Fact]
    public void A_twin_that_says_nothing_disagrees_with_nobody() => Assert.True(double.IsNaN(Apart(150, null)));

    [Theory]
    [InlineData(Quality.Bad)]
    [InlineData(Quality.Uncertain)]
    public void A_twin_that_can_not_be_trusted_disagrees_with_nobody(Quality quality) =>
        Assert.True(double.IsNaN(Apart(150, new Reading(1, Measured.Noon, 142, quality))));

    [Fact]
    public void Each_plan_has_its_measure()
    {
        Assert.IsType<RateOfChangeMeasure>(Measure.Of(new RateOfChange(TimeSpan.FromMinutes(1)), () => null));
        Assert.IsType<SinceIncreaseMeasure>(Measure.Of(new SinceIncrease(), () => null));
        Assert.IsType<UnchangedMeasure>(Measure.Of(new Unchanged(), () => null));
        Assert.IsType<DifferenceMeasure>(Measure.Of(Twin, () => null));
    }

    private static double Apart(double one, Reading? other) => Measure.Of(Twin, () => other).Observe(new Reading(0, Measured.Noon, one), 1000, true);
}
