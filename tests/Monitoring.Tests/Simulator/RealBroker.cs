using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Monitoring.Tests.Simulator;

/// <summary>MQTTnet's own broker on a free port: what it decodes is what was sent.</summary>
internal sealed class RealBroker : IAsyncDisposable
{
    private MqttServer? server;

    public int Port { get; } = FreePort();

    public ConcurrentQueue<(string Topic, string Payload, bool Retain)> Received { get; } = new();

    public static async Task<RealBroker> StartAsync()
    {
        var broker = new RealBroker();
        await broker.UpAsync();
        return broker;
    }

    public async Task UpAsync()
    {
        server = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(Port).Build());
        server.InterceptingPublishAsync += e =>
        {
            Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, e.ApplicationMessage.QualityOfServiceLevel);
            Received.Enqueue((e.ApplicationMessage.Topic, Encoding.UTF8.GetString(e.ApplicationMessage.Payload), e.ApplicationMessage.Retain));
            return Task.CompletedTask;
        };
        await server.StartAsync();
    }

    public async Task DownAsync()
    {
        if (server is not null)
        {
            await server.StopAsync(new MqttServerStopOptions());
            server.Dispose();
            server = null;
        }
    }

    public static async Task UntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync() => await DownAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
