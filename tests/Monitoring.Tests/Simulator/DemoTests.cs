using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Simulator;

namespace Monitoring.Tests.Simulator;

public sealed class DemoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demonstration_comes_online_sends_readings_of_now_and_says_goodbye()
    {
        await using var broker = await RealBroker.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = Demo.RunAsync(new DemoOptions { Host = "127.0.0.1", Port = broker.Port }, TimeProvider.System, NullLogger.Instance, stop.Token);
        await RealBroker.UntilAsync(() => broker.Received.Count(m => m.Topic.EndsWith("/oil_temp", StringComparison.Ordinal)) >= 4, Cancellation);
        await stop.CancelAsync();
        await running;

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(11, broker.Received.Count(m => m is { Payload: "online", Retain: true }));
        Assert.Equal(11, broker.Received.Count(m => m is { Payload: "offline", Retain: true }));
        Assert.All(broker.Received.Where(m => !m.Retain), m =>
        {
            Assert.StartsWith("v1/palu/", m.Topic, StringComparison.Ordinal);
            Assert.InRange(JsonDocument.Parse(m.Payload).RootElement.GetProperty("t").GetInt64(), now - 20_000, now);
        });
    }

    [Fact]
    public async Task A_broker_that_comes_later_and_goes_away_is_reached_again()
    {
        await using var broker = await RealBroker.StartAsync();
        await broker.DownAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = Demo.RunAsync(new DemoOptions { Host = "127.0.0.1", Port = broker.Port, Calm = true }, TimeProvider.System, NullLogger.Instance, stop.Token);
        await broker.UpAsync();
        await RealBroker.UntilAsync(() => Online(broker) >= 11, Cancellation);
        await broker.DownAsync();
        await broker.UpAsync();
        await RealBroker.UntilAsync(() => Online(broker) >= 22, Cancellation);
        await stop.CancelAsync();
        await running;
    }

    private static int Online(RealBroker broker) => broker.Received.Count(m => m.Payload == "online");
}
