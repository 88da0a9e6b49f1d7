using Monitoring.Domain.Wire;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Wire;

public sealed class TopicTableTests
{
    private static readonly TopicTable Topics = new(SomeKitchen.Plan);

    [Theory]
    [InlineData("v1/palu/kitchen/fryer-1/oil_temp", RouteKind.Signal)]
    [InlineData("v1/palu/kitchen/fryer-1", RouteKind.Equipment)]
    [InlineData("v1/palu/kitchen/fryer-1/status", RouteKind.Status)]
    public void Topics_of_the_plan_are_known(string topic, RouteKind kind) => Assert.Equal(kind, Topics.Find(topic)?.Kind);

    [Theory]
    [InlineData("", RejectReason.NotANativeTopic)]
    [InlineData("$SYS/broker", RejectReason.NotANativeTopic)]
    [InlineData("v1/palu/kitchen", RejectReason.NotANativeTopic)]
    [InlineData("v1/palu/kitchen/fryer-1/oil temp", RejectReason.NotANativeTopic)]
    [InlineData("v1/palu/kitchen/fryer-1/oil_temp/x", RejectReason.NotANativeTopic)]
    [InlineData("v2/palu/kitchen/fryer-1/oil_temp", RejectReason.NotANativeTopic)]
    [InlineData("v1/poso/kitchen/fryer-1/oil_temp", RejectReason.UnknownFacility)]
    [InlineData("v1/palu/garden/fryer-1/oil_temp", RejectReason.UnknownArea)]
    [InlineData("v1/palu/kitchen/fryer-9/oil_temp", RejectReason.UnknownEquipment)]
    [InlineData("v1/palu/kitchen/fryer-1/oil", RejectReason.UnknownSignal)]
    public void A_topic_that_is_not_known_says_what_is_wrong_with_it(string topic, RejectReason reason)
    {
        Assert.Null(Topics.Find(topic));
        Assert.Equal(reason, Topics.WhyUnknown(topic));
    }

    [Fact]
    public void The_longest_topic_is_only_not_native() => Assert.Equal(RejectReason.NotANativeTopic, Topics.WhyUnknown(new string('/', 65_535)));

    [Theory]
    [InlineData("v1/palu/x", "palu")]
    [InlineData("v1/poso/x", "")]
    [InlineData("tele/palu/x", "")]
    public void Only_facilities_of_the_plan_have_a_name(string topic, string facility) => Assert.Equal(facility, Topics.FacilityOf(topic));
}
