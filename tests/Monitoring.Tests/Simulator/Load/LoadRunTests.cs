using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Monitoring.Simulator.Load;

namespace Monitoring.Tests.Simulator.Load;

public sealed class LoadRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Packets_written_by_hand_are_readings_to_a_real_broker_in_order_and_without_a_gap()
    {
        await using var broker = await RealBroker.StartAsync();
        var result = await new LoadRun(Options(broker.Port), TimeProvider.System).RunAsync(Cancellation);

        Assert.False(result.Lost);
        Assert.InRange(result.Acknowledged, 1500, 2100);
        Assert.Equal(result.Sent, result.Acknowledged);
        Assert.Equal(result.Acknowledged, result.AckLatency.Count);
        Assert.Equal(0, result.OutOfOrder);
        Assert.Equal(result.Sent, broker.Received.Count);
        Assert.Equal(40, broker.Received.Select(m => m.Topic).Distinct().Count());
        foreach (var sensor in broker.Received.GroupBy(m => m.Topic))
        {
            var readings = sensor.Select(m => JsonSerializer.Deserialize<Payload>(m.Payload, JsonSerializerOptions.Web)!).ToArray();
            Assert.Equal(Enumerable.Range(0, readings.Length).Select(n => ReadingTemplate.FirstSequence + n), readings.Select(r => r.Seq));
            Assert.All(readings.Zip(readings.Skip(1)), p => Assert.True(p.First.T < p.Second.T));
            Assert.All(readings, r => Assert.InRange(r.V, 20, 31));
        }
    }

    [Fact]
    public async Task Malformed_packets_are_acknowledged_and_counted_apart()
    {
        await using var broker = await RealBroker.StartAsync();
        var result = await new LoadRun(Options(broker.Port) with { Malformed = 0.5 }, TimeProvider.System).RunAsync(Cancellation);

        Assert.False(result.Lost);
        Assert.InRange(result.MalformedSent, 700, 1300);
        Assert.Equal(result.MalformedSent, result.MalformedAcknowledged);
        Assert.Equal(result.Sent + result.MalformedSent, broker.Received.Count);
    }

    [Fact]
    public async Task As_fast_as_it_goes_is_bound_by_the_window()
    {
        await using var broker = await RealBroker.StartAsync();
        var result = await new LoadRun(Options(broker.Port) with { Rate = 0, Window = 20, Duration = TimeSpan.FromSeconds(0.3) }, TimeProvider.System).RunAsync(Cancellation);

        Assert.False(result.Lost);
        Assert.True(result.Acknowledged > 1000);
    }

    [Fact]
    public async Task What_a_broker_that_went_away_has_not_acknowledged_is_sent_again()
    {
        await using var broker = await RealBroker.StartAsync();
        var running = new LoadRun(Options(broker.Port) with { Duration = TimeSpan.FromSeconds(2) }, TimeProvider.System).RunAsync(Cancellation);
        await RealBroker.UntilAsync(() => broker.Received.Count > 500, Cancellation);
        await broker.DownAsync();
        await broker.UpAsync();
        var result = await running;

        Assert.False(result.Lost);
        Assert.True(result.Reconnects >= 4);
        Assert.Equal(result.Sent, broker.Received.Distinct().Count());
    }

    [Fact]
    public async Task A_broker_that_never_acknowledges_has_lost_everything()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var deaf = AcceptOnlyAsync(listener, stop.Token);
        var options = Options(((IPEndPoint)listener.LocalEndpoint).Port) with { Connections = 1, Window = 50, Duration = TimeSpan.FromSeconds(0.3), Drain = TimeSpan.FromSeconds(0.1) };
        var result = await new LoadRun(options, TimeProvider.System).RunAsync(Cancellation);
        await stop.CancelAsync();
        await Task.WhenAny(deaf);

        Assert.True(result.Lost);
        Assert.Equal(50, result.Unacknowledged);
        Assert.Contains(LoadReport.Lines(result), l => l.Contains("LOST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_broker_it_says_what_it_could_not_reach()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var running = new LoadRun(Options(port), time).RunAsync(Cancellation);
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<TimeoutException>(() => running);
        Assert.Contains($":{port}", error.Message, StringComparison.Ordinal);
    }

    private static async Task AcceptOnlyAsync(TcpListener listener, CancellationToken cancellation)
    {
        using var line = await listener.AcceptSocketAsync(cancellation);
        var buffer = new byte[4096];
        await line.ReceiveAsync(buffer, cancellation);
        await line.SendAsync(new byte[] { 0x20, 2, 0, 0 }, cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            await line.ReceiveAsync(buffer, cancellation);
        }
    }

    private static LoadOptions Options(int port) => new(
        "127.0.0.1", port, Http: null, Key: null, Rate: 2000, Sensors: 40, Connections: 4, TimeSpan.FromSeconds(1), Window: 200, Malformed: 0, AlertEvery: 10,
        TimeSpan.FromSeconds(5), Drain: TimeSpan.FromSeconds(15), Check: 1000, ServerProcess: null, Seed: 1);

    private sealed record Payload(double V, long T, long Seq);
}
