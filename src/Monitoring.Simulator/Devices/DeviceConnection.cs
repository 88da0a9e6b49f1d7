using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Simulator.Devices;

/// <summary>The MQTT line of one station: says that it is there, leaves a last will, and comes back for ever.</summary>
internal sealed partial class DeviceConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions options;
    private readonly string statusTopic;
    private readonly string name;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private int failures;

    public DeviceConnection(string host, int port, string facility, string area, string equipment, DevicePasswords passwords, TimeProvider time, ILogger logger)
    {
        this.time = time;
        this.logger = logger;
        name = $"{facility}/{area}/{equipment}";
        statusTopic = NativePayload.StatusTopic(facility, area, equipment);
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(host, port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId($"simulator-{facility}-{area}-{equipment}")
            .WithTimeout(Patience)
            .WithWillTopic(statusTopic)
            .WithWillPayload("offline")
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (passwords.Of(facility, area, equipment) is { } credentials)
        {
            builder.WithCredentials(credentials.User, credentials.Password);
        }

        options = builder.Build();
    }

    /// <summary>Returns when the line is up.</summary>
    public Task KeepAsync(CancellationToken cancellation) => DeliverAsync(null, cancellation);

    /// <summary>Returns when the broker has acknowledged; tries again until then.</summary>
    public Task PublishAsync(string topic, byte[] payload, CancellationToken cancellation) => DeliverAsync(Message(topic, payload, retain: false), cancellation);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        try
        {
            if (client.IsConnected)
            {
                await client.PublishAsync(Message(statusTopic, "offline"u8.ToArray(), retain: true), patience.Token);
                await client.DisconnectAsync(new MqttClientDisconnectOptions(), patience.Token);
            }
        }
        catch (Exception e)
        {
            // The broker went first; the last will says the same.
            LogGoodbyeFailed(name, e.Message);
        }

        client.Dispose();
    }

    private async Task DeliverAsync(MqttApplicationMessage? message, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (!client.IsConnected)
                {
                    await client.ConnectAsync(options, cancellation);
                    await client.PublishAsync(Message(statusTopic, "online"u8.ToArray(), retain: true), cancellation);
                }

                if (message is not null)
                {
                    await client.PublishAsync(message, cancellation);
                }

                Succeeded();
                return;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                await FailedAsync(e, cancellation);
            }
        }
    }

    private void Succeeded()
    {
        if (failures > 1)
        {
            LogRestored(name, failures);
        }

        failures = 0;
    }

    private async Task FailedAsync(Exception error, CancellationToken cancellation)
    {
        SimulatorMetrics.ConnectionFailures.Add(1);
        // The first failure is the normal case beside a server that is still starting.
        if (++failures == 2)
        {
            LogLost(name, error.Message);
        }

        await Task.Delay(ReconnectSchedule.Delay(failures, Random.Shared.NextDouble()), time, cancellation);
    }

    private static MqttApplicationMessage Message(string topic, byte[] payload, bool retain) => new()
    {
        Topic = topic,
        PayloadSegment = payload,
        Retain = retain,
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Station} can't reach the broker and keeps trying: {Reason}")]
    private partial void LogLost(string station, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Station} reaches the broker again after {Failures} failures")]
    private partial void LogRestored(string station, int failures);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Station} couldn't say goodbye: {Reason}")]
    private partial void LogGoodbyeFailed(string station, string reason);
}
