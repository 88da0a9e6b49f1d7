using Monitoring.Domain.Wire;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Mqtt;
using MQTTnet;

namespace Monitoring.Tests.Ingest;

/// <summary>A device that wants more of the embedded broker than it needs.</summary>
public sealed class GreedyDeviceTests
{
    private const string Fryer = "palu/kitchen/fryer-1";
    private const string User = "palu.kitchen.fryer-1";
    private const string Own = "v1/palu/kitchen/fryer-1";

    [Fact]
    public async Task It_listens_to_sixteen_filters_at_once_and_one_that_it_gives_up_makes_room()
    {
        await using var host = await StartAsync();
        using var fryer = await SignInAsync(host, host.Devices.Add(Fryer));
        for (var i = 0; i < SubscriptionGate.Most; i++)
        {
            Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await ListenAsync(fryer, $"{Own}/commands/{i}"));
        }

        Assert.Equal(MqttClientSubscribeResultCode.QuotaExceeded, await ListenAsync(fryer, $"{Own}/commands/more"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await ListenAsync(fryer, $"{Own}/commands/0"));
        await fryer.UnsubscribeAsync(new MqttClientUnsubscribeOptionsBuilder().WithTopicFilter($"{Own}/commands/0").Build(), TestContext.Current.CancellationToken);
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await ListenAsync(fryer, $"{Own}/commands/more"));
        Assert.Equal((1, Own), host.Rejects.Snapshot().Where(r => r.Reason == RejectReason.TooManySubscriptions).Select(r => (r.Count, r.From)).Single());
    }

    [Fact]
    public async Task A_filter_is_no_longer_than_a_topic_of_the_plan_can_be()
    {
        await using var host = await StartAsync();
        using var fryer = await SignInAsync(host, host.Devices.Add(Fryer));
        var longest = $"{Own}/commands/".PadRight(SubscriptionGate.Longest, 'x');
        Assert.Equal(MqttClientSubscribeResultCode.QuotaExceeded, await ListenAsync(fryer, longest + "x"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await ListenAsync(fryer, longest));
        Assert.Single(host.Rejects.Snapshot(), r => r.Reason == RejectReason.TooManySubscriptions);
    }

    [Fact]
    public async Task Asking_to_listen_costs_a_message()
    {
        await using var host = await StartSlowAsync();
        using var fryer = await SignInAsync(host, host.Devices.Add(Fryer));
        Exhaust(AccountOf(host));
        var asked = ListenAsync(fryer, $"{Own}/commands/#");
        await WaitsForItsTurnAsync(host);
        Assert.False(asked.IsCompleted);
    }

    [Fact]
    public async Task A_message_whose_turn_never_came_is_not_acknowledged_in_the_place_of_the_last_will()
    {
        await using var host = await StartSlowAsync();
        var password = host.Devices.Add(Fryer);
        using var slow = new RawDevice(host.Port);
        Assert.Equal(0, await slow.GreetAsync(User, password, $"{Own}/status"));
        var account = AccountOf(host);
        var connection = account.Newest!;
        Exhaust(account);
        await slow.PublishAsync(1, Device.Oil, """{"v":66}""");
        await WaitsForItsTurnAsync(host);
        Assert.Equal(1, connection.Acknowledgements.Pending);
        using var next = await SignInAsync(host, password);
        Assert.False(await slow.TryReadAsync(new byte[4]));
        Assert.Empty(host.Store.Readings);
    }

    [Fact]
    public async Task Who_has_not_greeted_yet_announces_eight_KiB_at_most()
    {
        await using var host = await StartAsync();
        using var stranger = new RawDevice(host.Port);
        await stranger.SendAsync([0x10, 0x81, 0x40]);
        Assert.False(await stranger.TryReadAsync(new byte[1]));
        Assert.Single(host.Rejects.Snapshot(), r => r.Reason == RejectReason.PacketTooLarge);
    }

    [Fact]
    public async Task Who_sends_on_and_waits_for_no_answer_is_cut_off()
    {
        await using var host = await IngestHost.StartAsync(new HeldStore(isHeld: true));
        using var deaf = new RawDevice(host.Port);
        await deaf.ConnectAsync();
        for (var i = 0; i <= AcknowledgementQueue.Most; i++)
        {
            // The first isn't durable yet, so that all others wait behind it.
            await deaf.PublishAsync((ushort)((i % AcknowledgementQueue.Most) + 1), i == 0 ? Device.Oil : "v1/palu/kitchen/fryer-1/unknown", """{"v":1}"""u8.ToArray(), flush: i % 1_000 == 0 || i == AcknowledgementQueue.Most);
        }

        Assert.False(await deaf.TryReadAsync(new byte[4]));
        Assert.Equal(1, Assert.Single(host.Rejects.Snapshot(), r => r.Reason == RejectReason.TooManyUnanswered).Count);
    }

    private static Task<IngestHost> StartAsync(params (string, string)[] settings) => IngestHost.StartAsync(settings: [("Mqtt:Anonymous", "false"), .. settings]);

    private static Task<IngestHost> StartSlowAsync() => StartAsync(("Mqtt:ConnectionsPerDevice", "1"), ("Mqtt:MessagesPerSecond", "1"), ("Mqtt:MessagesAtOnce", "1"));

    private static Task<IMqttClient> SignInAsync(IngestHost host, string password) => host.ConnectAsync(configure: o => o.WithCredentials(User, password));

    private static DeviceAccount AccountOf(IngestHost host) => ((DeviceConnections)host.Connections).Of(SomeDevices.Address(Fryer));

    /// <summary>Its next turn comes in an hour.</summary>
    private static void Exhaust(DeviceAccount account)
    {
        for (var i = 0; i < 3_600; i++)
        {
            account.Messages.Take();
        }
    }

    private static Task WaitsForItsTurnAsync(IngestHost host) =>
        Device.Until(() => host.Rejects.Snapshot().Any(r => r.Reason == RejectReason.TooManyMessages), "it waits for its turn");

    private static async Task<MqttClientSubscribeResultCode> ListenAsync(IMqttClient client, string filter)
    {
        var options = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter).Build();
        return (await client.SubscribeAsync(options, TestContext.Current.CancellationToken)).Items.Single().ResultCode;
    }
}
