using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Areas;

/// <summary>A rule that holds only while another signal says so.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData(Quality.Bad)]
    [InlineData(Quality.Uncertain)]
    public void A_gate_that_closes_on_data_nobody_can_trust_silences_nothing(Quality quality)
    {
        var kitchen = new SomeKitchen().Reads(Basket, 0, 1).Holds(OilTemperature, 1, 61, 120).Reads(Basket, 62, 0, quality);
        Assert.Equal(["frying Raised 61"], kitchen.Story);
        Assert.Equal("frying Returned 63", kitchen.Reads(Basket, 63, 0).Story.Last());
    }

    [Fact]
    public void A_bad_reading_opens_no_gate() =>
        Assert.DoesNotContain(
            new SomeKitchen().Reads(Basket, 0, 0).Reads(Basket, 1, 1, Quality.Bad).Holds(OilTemperature, 2, 70, 120).Edges, e => e.Alarm.Rule == "frying");
}
