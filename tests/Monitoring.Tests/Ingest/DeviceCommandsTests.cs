using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Areas;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Tests.Ingest;

public sealed class DeviceCommandsTests
{
    private const string Topic = "sirens/palu/kitchen";

    private static Plan PlanWithSiren { get; } = new("plan-siren",
        [SomeKitchen.Plan.Facilities[0] with { Escalation = EscalationPolicy.Default with { Sirens = [new Siren("kitchen", Topic, Priority.High, []) { Device = "kitchen/fryer-1" }] } }]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_siren_hears_each_change_and_after_a_broken_connection_what_holds_now(MqttProtocolVersion version)
    {
        await using var host = await IngestHost.StartAsync(plan: PlanWithSiren);
        using (var first = await SirenDevice.ConnectAsync(host.Port, Topic, version))
        {
            await host.Commands.PublishAsync(Topic, "ON", Cancellation);
            await host.Commands.PublishAsync(Topic, "OFF", Cancellation);
            await host.Commands.PublishAsync(Topic, "ON", Cancellation);
            await Device.Until(() => first.HeardWhole.Count() == 3, "three changes");
            Assert.Equal(
                [("ON", false, MqttQualityOfServiceLevel.AtLeastOnce), ("OFF", false, MqttQualityOfServiceLevel.AtLeastOnce), ("ON", false, MqttQualityOfServiceLevel.AtLeastOnce)],
                first.HeardWhole);
        }

        using var again = await SirenDevice.ConnectAsync(host.Port, Topic, version);
        await Device.Until(() => again.HeardWhole.SequenceEqual([("ON", true, MqttQualityOfServiceLevel.AtLeastOnce)]), "what was retained");
    }

    [Theory]
    [InlineData("#")]
    [InlineData("sirens/#")]
    [InlineData("sirens/palu/+")]
    [InlineData("sirens/palu/workshop")]
    [InlineData("$share/group/sirens/palu/kitchen")]
    [InlineData("v1/palu/kitchen/fryer-1/oil_temp")]
    [InlineData("$SYS/#")]
    public async Task Nobody_may_subscribe_to_anything_but_the_topic_of_a_siren(string filter)
    {
        await using var host = await IngestHost.StartAsync(plan: PlanWithSiren);
        using var curious = await SirenDevice.ConnectAsync(host.Port, filter, MqttProtocolVersion.V500);
        Assert.True(curious.Granted > MqttClientSubscribeResultCode.GrantedQoS2);
        await host.Commands.PublishAsync(Topic, "ON", Cancellation);
        await curious.SendAsync(Device.Oil, """{"v":20}""");
        await curious.PingAsync();
        Assert.Empty(curious.Heard);
    }

    [Fact]
    public async Task A_device_cannot_switch_a_siren_and_is_told_so()
    {
        await using var host = await IngestHost.StartAsync(plan: PlanWithSiren);
        using var siren = await SirenDevice.ConnectAsync(host.Port, Topic);
        using var forger = await SirenDevice.ConnectAsync(host.Port, Topic, MqttProtocolVersion.V500);
        Assert.Equal(MqttClientPublishReasonCode.TopicNameInvalid, (await forger.SendAsync(Topic, "OFF")).ReasonCode);
        Assert.Equal(RejectReason.NotANativeTopic, Assert.Single(host.Rejects.Snapshot()).Reason);
        using var later = await SirenDevice.ConnectAsync(host.Port, Topic);
        await later.PingAsync();
        await siren.PingAsync();
        Assert.Empty(siren.Heard.Concat(later.Heard));
    }

    [Fact]
    public async Task Readings_are_taken_and_acknowledged_beside_the_sirens()
    {
        await using var host = await IngestHost.StartAsync(plan: PlanWithSiren);
        using var siren = await SirenDevice.ConnectAsync(host.Port, Topic);
        Assert.True((await siren.SendAsync(Device.Oil, """{"v":146.3}""")).IsSuccess);
        Assert.Equal(146.3, Assert.Single(host.Store.Readings).Value);
        Assert.Empty(siren.Heard);
    }

    [Fact]
    public async Task After_a_stop_there_is_no_broker_to_publish_on()
    {
        await using var host = await IngestHost.StartAsync(plan: PlanWithSiren);
        await host.StopAsync();
        Assert.Equal(SendStatus.Failed, (await host.Commands.PublishAsync(Topic, "ON", Cancellation)).Status);
    }

    [Fact]
    public async Task Through_Mosquitto_a_siren_hears_each_change_and_after_a_restart_of_everything_what_holds_now()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using (var host = await StartAsync(broker))
        {
            using var siren = await SirenDevice.ConnectAsync(broker.Port, Topic);
            Assert.Equal(new SendResult(SendStatus.Taken, $"Published ON to {Topic}."), await host.Commands.PublishAsync(Topic, "ON", Cancellation));
            await Device.Until(() => siren.Heard.SequenceEqual(["ON"]), "on");
            Assert.Equal(SendStatus.Taken, (await host.Commands.PublishAsync(Topic, "OFF", Cancellation)).Status);
            Assert.Equal(SendStatus.Taken, (await host.Commands.PublishAsync(Topic, "ON", Cancellation)).Status);
            await Device.Until(() => siren.Heard.SequenceEqual(["ON", "OFF", "ON"]), "off and on");
            await host.StopAsync();
        }

        await broker.StopAsync();
        await broker.StartAgainAsync();
        using var again = await SirenDevice.ConnectAsync(broker.Port, Topic);
        await Device.Until(() => again.HeardWhole.SequenceEqual([("ON", true, MqttQualityOfServiceLevel.AtLeastOnce)]), "what was retained");
    }

    [Fact]
    public async Task Without_Mosquitto_it_is_a_failure_until_Mosquitto_is_back()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var host = await StartAsync(broker);
        await broker.StopAsync();
        await Device.Until(() => !host.Health.IsUp, "the connection is lost");
        var result = await host.Commands.PublishAsync(Topic, "ON", Cancellation);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("can't be reached", result.Answer, StringComparison.Ordinal);
        await broker.StartAgainAsync();
        await Device.Until(() => host.Health.IsUp, "connected again");
        Assert.Equal(SendStatus.Taken, (await host.Commands.PublishAsync(Topic, "ON", Cancellation)).Status);
    }

    [Fact]
    public async Task A_right_that_Mosquitto_does_not_give_is_a_refusal_with_its_remedy()
    {
        var rules = Path.Combine(Directory.CreateTempSubdirectory("rights-").FullName, "acl");
        await File.WriteAllTextAsync(rules, "topic read v1/#\ntopic readwrite monitoring/ingest/#\n", Cancellation);
        await using var broker = await MosquittoBroker.StartAsync($"{MosquittoBroker.LosesNothing}acl_file {rules}\n");
        await using var host = await StartAsync(broker);
        var result = await host.Commands.PublishAsync(Topic, "ON", Cancellation);
        Assert.Equal(SendStatus.Refused, result.Status);
        Assert.Contains("the right to write", result.Answer, StringComparison.Ordinal);
    }

    private static async Task<IngestHost> StartAsync(MosquittoBroker broker)
    {
        var host = await IngestHost.StartAsync(
            plan: PlanWithSiren, settings: [("Mqtt:Mode", "External"), ("Mqtt:Port", $"{broker.Port}"), ("Mqtt:Host", "127.0.0.1")]);
        await Device.Until(() => host.Health.IsUp, "connected");
        return host;
    }
}
