using Monitoring.Domain.Signals;
using MQTTnet;

namespace Monitoring.Tests.Ingest;

public sealed class ExternalBrokerTests
{
    [Fact]
    public async Task Readings_come_through_Mosquitto()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var host = await StartAsync(broker);
        using var device = await ConnectDeviceAsync(broker);
        await device.SendAsync("""{"v":146.3}""");
        await Device.Until(() => host.Store.Readings.Count == 1, "the reading is stored");
        await Device.Until(() => host.Kitchen.Readings.Length == 1, "the area has it");
        Assert.Equal(Origin.Live, host.Store.Readings[0].Origin);
    }

    [Fact]
    public async Task What_was_not_durable_when_we_died_comes_again_in_order()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var device = await ConnectDeviceAsync(broker);
        await using (var dying = await StartAsync(broker, new HeldStore(isHeld: true)))
        {
            for (var i = 0; i < 50; i++)
            {
                await device.SendAsync($$"""{"v":{{i}}}""");
            }

            await Device.Until(() => dying.Store.Readings.Count == 50, "all are with the first store, none durable");
            await dying.StopAsync();
        }

        for (var i = 50; i < 100; i++)
        {
            await device.SendAsync($$"""{"v":{{i}}}""");
        }

        await using var host = await StartAsync(broker);
        await Device.Until(() => host.Store.Readings.Count == 100, "all have come to the next store");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (double)i), host.Store.Readings.Select(r => r.Value));
    }

    [Fact]
    public async Task Durable_readings_do_not_come_again()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var device = await ConnectDeviceAsync(broker);
        await using (var first = await StartAsync(broker))
        {
            await device.SendAsync("""{"v":1}""");
            await Device.Until(() => first.Store.Readings.Count == 1, "the first is stored");
            await device.PingAsync(TestContext.Current.CancellationToken);
            await first.StopAsync();
        }

        await device.SendAsync("""{"v":2}""");
        await using var host = await StartAsync(broker);
        await Device.Until(() => host.Store.Readings.Count >= 1, "the second is stored");
        Assert.Equal(2, host.Store.Readings[0].Value);
    }

    [Fact]
    public async Task A_broker_that_restarts_is_found_again_within_two_seconds()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var host = await StartAsync(broker);
        await broker.StopAsync();
        await Device.Until(() => !host.Health.IsUp, "health says so");
        await broker.StartAgainAsync();
        var back = TimeProvider.System.GetTimestamp();
        using var device = await ConnectDeviceAsync(broker);
        await device.SendAsync("""{"v":1}""");
        await Device.Until(() => host.Store.Readings.Count == 1, "the reading is stored");
        Assert.InRange(TimeProvider.System.GetElapsedTime(back), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_second_server_with_our_client_id_stops_and_the_first_goes_on()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var first = await StartAsync(broker);
        await using var second = await StartAsync(broker, waitUntilUp: false);
        await Device.Until(() => second.IsStopped, "the second has stopped");
        Assert.Contains("Mqtt__ClientId", second.Health.WhyNot, StringComparison.Ordinal);
        Assert.True(first.Health.IsUp);
        using var device = await ConnectDeviceAsync(broker);
        await device.SendAsync("""{"v":1}""");
        await Device.Until(() => first.Store.Readings.Count == 1, "the first has the reading");
        Environment.ExitCode = 0;
    }

    [Fact]
    public async Task A_broker_that_would_drop_messages_is_warned_of()
    {
        await using var broker = await MosquittoBroker.StartAsync(limits: "max_queued_messages 1000");
        await using var host = await StartAsync(broker);
        await Device.Until(() => !host.Health.Warnings.IsEmpty, "a warning");
        Assert.Contains("max_queued_messages", Assert.Single(host.Health.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_broker_had_retained_is_history()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var device = await ConnectDeviceAsync(broker);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await device.SendAsync($$"""{"v":20,"t":{{now.ToUnixTimeMilliseconds()}}}""", retain: true);
        await device.SendAsync("""{"v":20}""", "v1/palu/kitchen/fryer-1/basket", retain: true);
        await using var host = await StartAsync(broker);
        await Device.Until(() => host.Store.Readings.Count == 1 && host.Rejects.Snapshot().Length == 1, "one stored, one set aside");
        Assert.Equal(Origin.History, host.Store.Readings[0].Origin);
    }

    private static async Task<IngestHost> StartAsync(MosquittoBroker broker, HeldStore? store = null, bool waitUntilUp = true)
    {
        var host = await IngestHost.StartAsync(store, settings: [("Mqtt:Mode", "External"), ("Mqtt:Port", $"{broker.Port}"), ("Mqtt:Host", "127.0.0.1")]);
        if (waitUntilUp)
        {
            await Device.Until(() => host.Health.IsUp, "connected");
        }

        return host;
    }

    private static async Task<IMqttClient> ConnectDeviceAsync(MosquittoBroker broker)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build(), TestContext.Current.CancellationToken);
        return client;
    }
}
