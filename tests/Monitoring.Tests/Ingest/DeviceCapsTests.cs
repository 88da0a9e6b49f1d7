using System.Text;
using Monitoring.Domain.Wire;
using MQTTnet;
using MQTTnet.Protocol;

namespace Monitoring.Tests.Ingest;

public sealed class DeviceCapsTests
{
    private const string Fryer = "palu/kitchen/fryer-1";
    private const string Fridge = "palu/kitchen/fridge";

    [Fact]
    public async Task A_refused_topic_is_told_counted_and_shown()
    {
        await using var host = await StartAsync();
        using var fryer = await SignInAsync(host, Fryer);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await fryer.SendAsync("""{"v":66}""", "v1/palu/kitchen/fridge/temp")).ReasonCode);
        var reject = Assert.Single(host.Rejects.Snapshot());
        Assert.Equal((RejectReason.NotYourTopic, "v1/palu/kitchen/fridge/temp", "v1/palu/kitchen/fryer-1"), (reject.Reason, reject.Topic, reject.From));
        Assert.Equal(1, host.Connections.Find(SomeDevices.Address(Fryer)).Refusals);
    }

    [Fact]
    public async Task A_device_has_so_many_connections_and_the_newest_stay()
    {
        await using var host = await StartAsync(("Mqtt:ConnectionsPerDevice", "2"));
        var password = host.Devices.Add(Fryer);
        using var first = await ConnectAsync(host, Fryer, password);
        using var second = await ConnectAsync(host, Fryer, password);
        using var third = await ConnectAsync(host, Fryer, password);
        await Device.Until(() => !first.IsConnected, "the oldest ends");
        Assert.True((await second.SendAsync("""{"v":1}""")).IsSuccess);
        Assert.True((await third.SendAsync("""{"v":2}""")).IsSuccess);
        Assert.Single(host.Rejects.Snapshot(), r => r.Reason == RejectReason.TooManyConnections);
    }

    [Fact]
    public async Task A_device_that_comes_back_under_its_client_id_takes_its_session_over_and_needs_no_second_place()
    {
        await using var host = await StartAsync(("Mqtt:ConnectionsPerDevice", "1"));
        var password = host.Devices.Add(Fryer);
        using var before = await ConnectAsync(host, Fryer, password, "fryer");
        using var after = await ConnectAsync(host, Fryer, password, "fryer");
        await Device.Until(() => !before.IsConnected, "the one before ends");
        Assert.True((await after.SendAsync("""{"v":1}""")).IsSuccess);
        Assert.Empty(host.Rejects.Snapshot());
    }

    [Fact]
    public async Task A_device_that_sends_too_fast_is_slowed_down_and_loses_nothing()
    {
        await using var host = await StartAsync(("Mqtt:MessagesPerSecond", "200"), ("Mqtt:MessagesAtOnce", "50"));
        using var fryer = await SignInAsync(host, Fryer);
        using var fridge = await SignInAsync(host, Fridge);
        var started = TimeProvider.System.GetTimestamp();
        var flood = Enumerable.Range(1, 250).Select(i => fryer.SendAsync($$"""{"v":{{i}}}""")).ToArray();
        Assert.True((await fridge.SendAsync("""{"v":1000}""", "v1/palu/kitchen/fridge/temp")).IsSuccess);
        Assert.All(await Task.WhenAll(flood), r => Assert.True(r.IsSuccess));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
        Assert.Equal(Enumerable.Range(1, 250).Select(i => (double)i), host.Store.Readings.Where(r => r.Signal == 0).Select(r => r.Value));
        Assert.Equal(1, Assert.Single(host.Rejects.Snapshot(), r => r.Reason == RejectReason.TooManyMessages).Count);
    }

    [Fact]
    public async Task A_backfill_counts_once_however_long_it_is()
    {
        await using var host = await StartAsync(("Mqtt:MessagesPerSecond", "1"), ("Mqtt:MessagesAtOnce", "2"));
        using var fryer = await SignInAsync(host, Fryer);
        var backfill = "[" + string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"v":{{i % 300}},"t":{{1_795_435_200_000 + i}}}""")) + "]";
        Assert.True((await fryer.SendAsync(backfill)).IsSuccess);
        Assert.Equal(500, host.Store.Readings.Count);
        Assert.Empty(host.Rejects.Snapshot());
    }

    [Fact]
    public async Task A_hundred_thousand_unknown_signals_are_counted_and_cost_no_neighbour_anything()
    {
        await using var host = await StartAsync();
        using var fryer = await SignInAsync(host, Fryer);
        using var fridge = await SignInAsync(host, Fridge);
        await fridge.SendAsync("""{"v":1}""", "v1/palu/kitchen/fridge/unknown");
        var names = 0;
        for (var message = 0; message < 50; message++)
        {
            var text = new StringBuilder("""{"values":{""");
            for (var i = 0; i < 2_000; i++)
            {
                text.Append(i == 0 ? "" : ",").Append('"').Append('u').Append(names++).Append("\":1");
            }

            var result = await fryer.SendAsync(text.Append("}}").ToString(), "v1/palu/kitchen/fryer-1");
            Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, result.ReasonCode);
        }

        for (var i = 0; i < 1_000; i++)
        {
            await fryer.SendAsync("""{"v":1}""", $"v1/palu/kitchen/fryer-1/unknown-{i}", MqttQualityOfServiceLevel.AtMostOnce);
        }

        Assert.True((await fridge.SendAsync("""{"v":4}""", "v1/palu/kitchen/fridge/temp")).IsSuccess);
        await Device.Until(() => host.Rejects.Snapshot().Where(r => r.From == "v1/palu/kitchen/fryer-1").Sum(r => r.Count) == 101_000, "all are counted");
        Assert.InRange(host.Rejects.Snapshot().Length, 2, 55);
        Assert.Single(host.Rejects.Snapshot(), r => r.Topic == "v1/palu/kitchen/fridge/unknown");
    }

    [Fact]
    public async Task Ten_thousand_connections_a_second_are_turned_away_and_those_who_are_in_go_on()
    {
        await using var host = await StartAsync(("Mqtt:ConnectionsPerSecond", "20"));
        using var fridge = await SignInAsync(host, Fridge);
        await Parallel.ForAsync(0, 500, TestContext.Current.CancellationToken, async (_, _) =>
        {
            try
            {
                using var nobody = new RawDevice(host.Port);
                await nobody.GreetAsync(null, null);
            }
            catch (IOException)
            {
                // Closed before it could greet.
                return;
            }
        });
        Assert.True((await fridge.SendAsync("""{"v":4}""", "v1/palu/kitchen/fridge/temp")).IsSuccess);
        Assert.InRange(host.Rejects.Snapshot().Where(r => r.Reason == RejectReason.TooManyConnections).Sum(r => r.Count), 1, 500);
    }

    [Fact]
    public async Task A_packet_that_is_too_large_is_counted()
    {
        await using var host = await StartAsync();
        using var raw = new RawDevice(host.Port);
        await raw.SendAsync([0x10, 0xff, 0xff, 0xff, 0x7f]);
        await Device.Until(() => host.Rejects.Snapshot().Any(r => r.Reason == RejectReason.PacketTooLarge), "it is counted");
    }

    [Fact]
    public async Task A_device_that_reads_nothing_is_cut_off_all_the_same_when_it_is_revoked()
    {
        await using var host = await StartAsync();
        var password = host.Devices.Add(Fryer);
        using var deaf = new RawDevice(host.Port);
        Assert.Equal(0, await deaf.GreetAsync("palu.kitchen.fryer-1", password, "v1/palu/kitchen/fryer-1/oil_temp", """{"v":66}"""));
        for (ushort id = 1; id <= 1_500; id++)
        {
            await deaf.PublishAsync(id, Device.Oil, """{"v":1}""");
        }

        var started = TimeProvider.System.GetTimestamp();
        host.Devices.Revoke(Fryer);
        await Device.Until(() => !host.Connections.Find(SomeDevices.Address(Fryer)).Connected, "it is gone");
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(66, host.Store.Readings.Select(r => r.Value));
    }

    private static Task<IngestHost> StartAsync(params (string, string)[] settings) => IngestHost.StartAsync(settings: [("Mqtt:Anonymous", "false"), .. settings]);

    private static Task<IMqttClient> SignInAsync(IngestHost host, string device) => ConnectAsync(host, device, host.Devices.Add(device));

    private static Task<IMqttClient> ConnectAsync(IngestHost host, string device, string password, string? clientId = null) =>
        host.ConnectAsync(clientId: clientId, configure: o => o.WithCredentials(SomeDevices.Address(device).UserName, password));
}
