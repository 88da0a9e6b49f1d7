using CsCheck;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Devices;
using Monitoring.Domain.Escalation;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Devices;

public sealed class TopicRightsTests
{
    private static readonly DeviceAddress Fryer = new("palu", "kitchen", "fryer-1");

    private const string Letters = "v1/paluk+#$\0-\uff0f\u200b";

    private static readonly string[] Beginnings = ["", "v1/palu/kitchen/fryer-1", "v1/palu/kitchen/fryer-1/", "v1/palu/kitchen/"];

    private static readonly TopicRights Rights = new(new Plan("plan-1", [SomeKitchen.Plan.Facilities[0] with
    {
        Escalation = EscalationPolicy.Default with
        {
            Sirens =
            [
                new Siren("horn", "siren/horn", Priority.High, []) { Device = "kitchen/fryer-1" },
                new Siren("lamp", "siren/lamp", Priority.High, []) { Device = "kitchen/fridge" },
                new Siren("anybody", "siren/anybody", Priority.High, []),
            ],
        },
    }]));

    [Theory]
    [InlineData("v1/palu/kitchen/fryer-1")]
    [InlineData("v1/palu/kitchen/fryer-1/oil_temp")]
    [InlineData("v1/palu/kitchen/fryer-1/status")]
    [InlineData("v1/palu/kitchen/fryer-1/")]
    public void A_device_publishes_to_its_own_topic_and_one_level_below(string topic) => Assert.True(TopicRights.MayPublish(Fryer.Topic, topic));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("v1")]
    [InlineData("v1/palu/kitchen")]
    [InlineData("v1/palu/kitchen/")]
    [InlineData("v1/palu/kitchen/fryer-10")]
    [InlineData("v1/palu/kitchen/fryer-10/oil_temp")]
    [InlineData("v1/palu/kitchen/fridge/temp")]
    [InlineData("v1/palu/workshop/fryer-1/oil_temp")]
    [InlineData("v1/poso/kitchen/fryer-1/oil_temp")]
    [InlineData("V1/palu/kitchen/fryer-1/oil_temp")]
    [InlineData("/v1/palu/kitchen/fryer-1/oil_temp")]
    [InlineData(" v1/palu/kitchen/fryer-1/oil_temp")]
    [InlineData("v1/palu/kitchen/fryer-1\u200b/oil_temp")]
    [InlineData("v1\uff0fpalu\uff0fkitchen\uff0ffryer-1")]
    [InlineData("v1/palu/kitchen/fryer-1/+")]
    [InlineData("v1/palu/kitchen/fryer-1/#")]
    [InlineData("v1/palu/kitchen/+/oil_temp")]
    [InlineData("v1/palu/kitchen/fryer-1/a\0b")]
    [InlineData("v1/palu/kitchen/fryer-1/a/b")]
    [InlineData("v1/palu/kitchen/fryer-1//")]
    [InlineData("v1/palu/kitchen/fryer-1/commands")]
    [InlineData("v1/palu/kitchen/fryer-1/commands/reset")]
    [InlineData("$SYS/broker")]
    [InlineData("$share/g/v1/palu/kitchen/fryer-1/oil_temp")]
    [InlineData("siren/horn")]
    public void And_nowhere_else(string topic) => Assert.False(TopicRights.MayPublish(Fryer.Topic, topic));

    [Theory]
    [InlineData("v1/palu/kitchen/fryer-1/commands/#")]
    [InlineData("v1/palu/kitchen/fryer-1/commands/reset")]
    [InlineData("v1/palu/kitchen/fryer-1/commands/a/b")]
    [InlineData("siren/horn")]
    public void A_device_hears_its_commands_and_its_siren(string filter) => Assert.True(Rights.MayHear(Fryer, filter));

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("+/+/+/+/+")]
    [InlineData("v1/#")]
    [InlineData("v1/palu/kitchen/fryer-1")]
    [InlineData("v1/palu/kitchen/fryer-1/#")]
    [InlineData("v1/palu/kitchen/fryer-1/oil_temp")]
    [InlineData("v1/palu/kitchen/fryer-1/commands")]
    [InlineData("v1/palu/kitchen/fryer-1/commands/")]
    [InlineData("v1/palu/kitchen/fryer-1/commands/+")]
    [InlineData("v1/palu/kitchen/fryer-1/commands/a/#")]
    [InlineData("v1/palu/kitchen/fryer-1/commandsx/#")]
    [InlineData("v1/palu/kitchen/fridge/commands/#")]
    [InlineData("v1/palu/kitchen/+/commands/#")]
    [InlineData("v1/poso/kitchen/fryer-1/commands/#")]
    [InlineData("$share/g/v1/palu/kitchen/fryer-1/commands/#")]
    [InlineData("$SYS/#")]
    [InlineData("siren/lamp")]
    [InlineData("siren/anybody")]
    [InlineData("siren/#")]
    [InlineData("siren/+")]
    public void And_nothing_else(string filter) => Assert.False(Rights.MayHear(Fryer, filter));

    [Fact]
    public void Its_sirens_are_listed_for_the_access_file() => Assert.Equal(["siren/horn"], Rights.SirensOf(Fryer));

    [Fact]
    public void Whatever_is_written_a_topic_that_is_allowed_has_the_devices_own_levels_and_at_most_one_more_without_a_wildcard() =>
        Gen.Select(
            Gen.Int[0, Letters.Length - 1].Select(i => Letters[i]).Array[0, 60], Gen.Int[0, Beginnings.Length - 1], (tail, head) => Beginnings[head] + new string(tail)).Sample(topic =>
            TopicRights.MayPublish(Fryer.Topic, topic) == (topic == Fryer.Topic
                || (topic.StartsWith(Fryer.Topic + "/", StringComparison.Ordinal) && !topic[(Fryer.Topic.Length + 1)..].Any(c => c is '/' or '+' or '#' or '\0'))));

    [Fact]
    public void The_longest_topic_is_decided_like_any_other()
    {
        var longest = Fryer.Topic + "/" + new string('x', 65_535 - Fryer.Topic.Length - 1);
        Assert.True(TopicRights.MayPublish(Fryer.Topic, longest));
        Assert.False(TopicRights.MayPublish(Fryer.Topic, new string('x', 65_535)));
    }
}
