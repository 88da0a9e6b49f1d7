using System.Net.Sockets;
using Monitoring.Domain.Wire;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Tests.Ingest;

public sealed class EmbeddedBrokerTests
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311, MqttQualityOfServiceLevel.AtLeastOnce)]
    [InlineData(MqttProtocolVersion.V500, MqttQualityOfServiceLevel.AtLeastOnce)]
    [InlineData(MqttProtocolVersion.V311, MqttQualityOfServiceLevel.ExactlyOnce)]
    [InlineData(MqttProtocolVersion.V500, MqttQualityOfServiceLevel.ExactlyOnce)]
    public async Task A_reading_is_acknowledged_when_it_is_durable_and_not_before(MqttProtocolVersion version, MqttQualityOfServiceLevel qos)
    {
        await using var host = await IngestHost.StartAsync(new HeldStore(isHeld: true));
        using var device = await host.ConnectAsync(version);
        var sent = device.SendAsync("""{"v":146.3}""", qos: qos);
        await Device.Until(() => host.Kitchen.Readings.Length == 1, "the area has the reading before it is durable");
        await device.PingAsync(TestContext.Current.CancellationToken);
        Assert.False(sent.IsCompleted);
        host.Store.Release();
        Assert.True((await sent).IsSuccess);
        Assert.Equal(146.3, Assert.Single(host.Store.Readings).Value);
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_messages_refused_ones_among_them()
    {
        await using var host = await IngestHost.StartAsync(new HeldStore(isHeld: true));
        using var device = new RawDevice(host.Port);
        await device.ConnectAsync();
        for (ushort id = 1; id <= 300; id++)
        {
            await device.PublishAsync(id, id % 3 == 0 ? "v1/palu/kitchen/fryer-1/unknown" : Device.Oil, id % 5 == 0 ? "{" : $$"""{"v":{{id}}}""");
        }

        await Device.Until(() => host.Store.Readings.Count == 160, "every good one is with the store");
        host.Store.Release();
        Assert.Equal(Enumerable.Range(1, 300), await device.ReadAcknowledgementsAsync(300));
    }

    [Fact]
    public async Task A_refused_message_is_answered_with_its_reason_so_that_it_is_not_sent_for_ever()
    {
        await using var host = await IngestHost.StartAsync();
        using var device = await host.ConnectAsync();
        Assert.Equal(MqttClientPublishReasonCode.TopicNameInvalid, (await device.SendAsync("""{"v":1}""", "v1/palu/kitchen/fryer-1/humidity")).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, (await device.SendAsync("146.3 C")).ReasonCode);
        Assert.Equal([RejectReason.NotJson, RejectReason.UnknownSignal], host.Rejects.Snapshot().Select(r => r.Reason).OrderBy(r => r.ToString()));
    }

    [Fact]
    public async Task A_refused_message_of_an_old_device_is_simply_acknowledged()
    {
        await using var host = await IngestHost.StartAsync();
        using var device = await host.ConnectAsync(MqttProtocolVersion.V311);
        Assert.True((await device.SendAsync("146.3 C")).IsSuccess);
        Assert.Empty(host.Store.Readings);
    }

    [Fact]
    public async Task A_device_that_goes_before_its_answer_harms_nobody()
    {
        await using var host = await IngestHost.StartAsync(new HeldStore(isHeld: true));
        using (var gone = new RawDevice(host.Port))
        {
            await gone.ConnectAsync();
            await gone.PublishAsync(1, Device.Oil, """{"v":1}""");
            await Device.Until(() => host.Store.Readings.Count == 1, "the reading came");
        }

        using var other = await host.ConnectAsync();
        var sent = other.SendAsync("""{"v":2}""");
        await Device.Until(() => host.Store.Readings.Count == 2, "the second reading came");
        host.Store.Release();
        Assert.True((await sent).IsSuccess);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_after_a_broken_connection_is_taken_and_acknowledged()
    {
        await using var host = await IngestHost.StartAsync();
        using var device = new RawDevice(host.Port);
        await device.ConnectAsync();
        await device.PublishAsync(7, Device.Oil, """{"v":1,"t":1795435200000}""", duplicate: true);
        await device.PublishAsync(8, Device.Oil, """{"v":1,"t":1795435200000}""", duplicate: true);
        var answers = await device.ReadAcknowledgementsAsync(2);
        Assert.Equal([7, 8], answers);
        Assert.Equal(host.Store.Readings[0], host.Store.Readings[1]);
    }

    [Fact]
    public async Task Keep_alive_goes_on_while_commits_are_held_up()
    {
        await using var host = await IngestHost.StartAsync(new HeldStore(isHeld: true));
        using var device = await host.ConnectAsync(configure: o => o.WithKeepAlivePeriod(TimeSpan.FromSeconds(1)));
        var sent = device.SendAsync("""{"v":1}""");
        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(device.IsConnected);
        host.Store.Release();
        Assert.True((await sent).IsSuccess);
    }

    [Fact]
    public async Task A_last_will_tells_the_area_that_the_device_is_gone()
    {
        await using var host = await IngestHost.StartAsync();
        using (var device = new RawDevice(host.Port))
        {
            await device.ConnectAsync(will: "v1/palu/kitchen/fryer-1/status");
        }

        await Device.Until(() => host.Kitchen.Batches.SelectMany(b => b.Statuses).Any(s => s is { Equipment: "fryer-1", Online: false }), "the area is told");
        Assert.Empty(host.Store.Readings);
    }

    [Fact]
    public async Task What_a_device_publishes_retained_is_live_here()
    {
        await using var host = await IngestHost.StartAsync();
        using var device = await host.ConnectAsync();
        await device.SendAsync("""{"v":20}""", retain: true);
        Assert.Equal(Domain.Signals.Origin.Live, Assert.Single(host.Store.Readings).Origin);
    }

    [Fact]
    public async Task Nobody_may_subscribe()
    {
        await using var host = await IngestHost.StartAsync();
        using var device = await host.ConnectAsync();
        var filter = new MqttClientSubscribeOptionsBuilder().WithTopicFilter("#").Build();
        var result = await device.SubscribeAsync(filter, TestContext.Current.CancellationToken);
        Assert.Equal(MqttClientSubscribeResultCode.NotAuthorized, Assert.Single(result.Items).ResultCode);
    }

    [Fact]
    public async Task A_packet_that_is_announced_too_large_ends_its_connection_at_once()
    {
        await using var host = await IngestHost.StartAsync();
        using var socket = new TcpClient("127.0.0.1", host.Port);
        await socket.GetStream().WriteAsync(new byte[] { 0x10, 0xff, 0xff, 0xff, 0x7f }, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(async () => await socket.GetStream().ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_hundred_thousand_malformed_messages_spoil_none_of_the_good_ones()
    {
        const int pairs = 100_000;
        await using var host = await IngestHost.StartAsync();
        using var device = new RawDevice(host.Port);
        await device.ConnectAsync();
        var random = new Random(1);
        var sending = Task.Run(async () =>
        {
            var rubbish = new byte[40];
            for (var i = 0; i < pairs; i++)
            {
                random.NextBytes(rubbish);
                rubbish[0] |= 0x80;
                await device.PublishAsync((ushort)((i % 30_000 * 2) + 1), Device.Oil, rubbish, flush: false);
                await device.PublishAsync((ushort)((i % 30_000 * 2) + 2), Device.Oil, System.Text.Encoding.UTF8.GetBytes($$"""{"v":{{i % 400}}}"""), flush: i % 100 == 99);
            }
        }, TestContext.Current.CancellationToken);
        await device.ReadAcknowledgementsAsync(pairs * 2);
        await sending;
        Assert.Equal(pairs, host.Store.Readings.Count);
        Assert.Equal(pairs, host.Rejects.Snapshot().Sum(r => r.Count));
        await Device.Until(() => host.Kitchen.Readings.Length == pairs, "the area has them all");
        Assert.Equal(host.Store.Readings, host.Kitchen.Readings);
        Assert.Equal(1, host.Kitchen.MostCallsAtOnce);
    }

    [Fact]
    public async Task A_stop_is_orderly_and_quick()
    {
        await using var host = await IngestHost.StartAsync();
        using var device = await host.ConnectAsync();
        await device.SendAsync("""{"v":1}""");
        Assert.True(host.Health.IsUp);
        var started = TimeProvider.System.GetTimestamp();
        await host.StopAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(1, host.Kitchen.Checkpoints);
        Assert.Equal(1, host.Kitchen.Cursor);
        Assert.False(host.Health.IsUp);
    }
}
