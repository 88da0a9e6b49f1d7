using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;
using Monitoring.Ingest;
using Monitoring.Ingest.Mqtt;
using Monitoring.Ingest.Rejects;
using Monitoring.Server.Access.Certificates;
using Monitoring.Tests.Areas;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Tests.Ingest;

/// <summary>Ingest in a real host on a real port, with a store and an area that the test holds in its hands.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private IngestHost(WebApplication app, int port, HeldStore store, RecordingGrain kitchen) => (this.app, Port, Store, Kitchen) = (app, port, store, kitchen);

    /// <summary>Who may come with a name; nobody at the start.</summary>
    public SomeDevices Devices { get; private init; } = new();

    public int Port { get; }

    /// <summary>0: off.</summary>
    public int TlsPort => app.Services.GetRequiredService<IOptions<MqttOptions>>().Value.TlsPort;

    public HeldStore Store { get; }

    public RecordingGrain Kitchen { get; }

    public RejectLog Rejects => app.Services.GetRequiredService<RejectLog>();

    public IDeviceConnections Connections => app.Services.GetRequiredService<IDeviceConnections>();

    public IDeviceCommands Commands => app.Services.GetRequiredService<IDeviceCommands>();

    public IngestState Health => app.Services.GetRequiredService<IngestHealth>().State;

    public bool IsStopped => app.Lifetime.ApplicationStopping.IsCancellationRequested;

    public static async Task<IngestHost> StartAsync(
        HeldStore? store = null, RecordingGrain? kitchen = null, string? directory = null, ILoggerProvider? log = null, Plan? plan = null, SomeDevices? devices = null, params (string Key, string Value)[] settings)
    {
        var port = FreePort();
        (store, kitchen) = (store ?? new HeldStore(), kitchen ?? new RecordingGrain());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug);
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.Configuration.AddInMemoryCollection(
        [
            new("Mqtt:Port", $"{port}"),
            new("Mqtt:Anonymous", "true"),
            new("Data:Directory", directory ?? Directory.CreateTempSubdirectory("ingest-").FullName),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.Services.AddCertificates();
        builder.Services.AddSingleton(plan ?? SomeKitchen.Plan).AddSingleton<IReadingStore>(store).AddSingleton<Func<AreaId, IAreaGrain>>(_ => kitchen);
        devices ??= new SomeDevices();
        builder.Services.AddSingleton<IDeviceRegistry>(devices);
        builder.Services.AddIngest(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = new IngestHost(builder.Build(), port, store, kitchen) { Devices = devices };
        await host.app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public async Task<IMqttClient> ConnectAsync(
        MqttProtocolVersion version = MqttProtocolVersion.V500, string? clientId = null, Action<MqttClientOptionsBuilder>? configure = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithProtocolVersion(version).WithClientId(clientId ?? $"device-{Guid.NewGuid():N}");
        configure?.Invoke(options);
        var result = await client.ConnectAsync(options.Build(), TestContext.Current.CancellationToken);
        Assert.Equal(MqttClientConnectResultCode.Success, result.ResultCode);
        return client;
    }

    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Store.Release();
        Kitchen.Fails = false;
        await app.DisposeAsync();
    }
}

internal static class Device
{
    public const string Oil = "v1/palu/kitchen/fryer-1/oil_temp";

    public static Task<MqttClientPublishResult> SendAsync(
        this IMqttClient client, string payload, string topic = Oil, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce, bool retain = false) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(qos).WithRetainFlag(retain).Build(),
            TestContext.Current.CancellationToken);

    /// <summary>Waits for a condition, at most ten seconds.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"Waited in vain: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
