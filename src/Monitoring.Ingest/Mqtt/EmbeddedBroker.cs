using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Devices;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Ports;
using Monitoring.Ingest.Devices;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// The broker that devices publish to, on Kestrel. It takes readings and routes nothing from device to device: each may publish below its own topic, and hears
/// what we send to it; sessions don't outlive a connection. A message is acknowledged when its readings are durable, or when it is set aside; the
/// library's own answer, which comes too early, is held back.
/// </summary>
internal sealed partial class EmbeddedBroker : IHostedLifecycleService, IDisposable
{
    private static readonly object ConnectionKey = new();

    private readonly MqttServer server;
    private readonly Intake intake;
    private readonly EmbeddedCommands commands;
    private readonly DeviceGate gate;
    private readonly Expulsion expulsion;
    private readonly SubscriptionGate subscriptions;
    private readonly Pace pace;
    private readonly IngestHealth health;
    private readonly MqttOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<EmbeddedBroker> logger;

    public EmbeddedBroker(
        DeviceDoor door, DeviceGate gate, Intake intake, EmbeddedCommands commands, DeviceConnections devices, IDeviceRegistry registry, SubscriptionGate subscriptions, Pace pace,
        IngestHealth health, IOptions<MqttOptions> options, TimeProvider time, ILogger<EmbeddedBroker> logger)
    {
        (this.intake, this.commands, this.gate, this.subscriptions, this.pace, this.health) = (intake, commands, gate, subscriptions, pace, health);
        (this.options, this.time, this.logger) = (options.Value, time, logger);
        var settings = new MqttServerOptions { DefaultCommunicationTimeout = this.options.ConnectTimeout, EnablePersistentSessions = false };
        server = new MqttServer(settings, [door], new MqttLog(logger));
        expulsion = new Expulsion(server, devices, registry, time, logger);
        server.ValidatingConnectionAsync += Guard<ValidatingConnectionEventArgs>(Greet);
        server.InterceptingInboundPacketAsync += OnInboundAsync;
        server.InterceptingOutboundPacketAsync += Guard<InterceptingPacketEventArgs>(OnOutbound);
        server.InterceptingPublishAsync += OnPublishAsync;
        server.InterceptingSubscriptionAsync += Guard<InterceptingSubscriptionEventArgs>(OnSubscribe);
        server.InterceptingUnsubscriptionAsync += Guard<InterceptingUnsubscriptionEventArgs>(OnUnsubscribe);
        commands.Server = server;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync();
        expulsion.Start();
        health.Up(time.GetUtcNow());
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        LogListening(logger, options.Port);
        if (options.TlsPort != 0)
        {
            LogListeningEncrypted(logger, options.TlsPort);
        }

        return Task.CompletedTask;
    }

    /// <summary>Before anything else stops: Kestrel would wait for connections that never end by themselves, and the feed empties what has come in.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        health.Down("The server is stopping.");
        expulsion.Stop();
        if (server.IsStarted)
        {
            var goodbye = new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.ServerShuttingDown };
            await server.StopAsync(new MqttServerStopOptions { DefaultClientDisconnectOptions = goodbye });
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => server.Dispose();

    private static DeviceConnection? ConnectionOf(System.Collections.IDictionary items) => items[ConnectionKey] as DeviceConnection;

    private void Greet(ValidatingConnectionEventArgs e)
    {
        gate.Admit(e, out var evicted);
        e.SessionItems[ConnectionKey] = ((DeviceChannel)e.ChannelAdapter).Connection;
        if (evicted is not null)
        {
            expulsion.End(evicted, MqttDisconnectReasonCode.QuotaExceeded);
        }
    }

    /// <summary>A SUBSCRIBE waits for its turn here: later the library has already looked what is retained, and what comes meanwhile would be missed.</summary>
    private Task OnInboundAsync(InterceptingPacketEventArgs e)
    {
        if (ConnectionOf(e.SessionItems) is not { } connection)
        {
            return Task.CompletedTask;
        }

        if (e.Packet is MqttPublishPacket publish)
        {
            connection.Receive(publish);
        }

        return e.Packet is MqttSubscribePacket subscribe ? pace.TakeAsync(connection, subscribe.TopicFilters.Count, e.CancellationToken) : Task.CompletedTask;
    }

    private void OnOutbound(InterceptingPacketEventArgs e)
    {
        if (e.Packet is MqttPubAckPacket or MqttPubRecPacket)
        {
            e.ProcessPacket = false;
        }
        else if (e.Packet is MqttConnAckPacket answer)
        {
            answer.MaximumPacketSize = (uint)options.MaximumPacketSize;
        }
    }

    private void OnSubscribe(InterceptingSubscriptionEventArgs e) => subscriptions.Decide(e, ConnectionOf(e.SessionItems));

    /// <summary>The library holds a lock of this thread's meanwhile: nothing may be awaited.</summary>
    private static void OnUnsubscribe(InterceptingUnsubscriptionEventArgs e) => ConnectionOf(e.SessionItems)?.Subscriptions.Remove(e.Topic);

    private Task OnPublishAsync(InterceptingPublishEventArgs e)
    {
        if (commands.IsOurs(e))
        {
            return Task.CompletedTask;
        }

        e.ProcessPublish = false;
        if (ConnectionOf(e.SessionItems) is not { } connection)
        {
            Count(new InvalidOperationException("A message came on a connection that nobody let in."));
            return Task.CompletedTask;
        }

        // Before its turn: if the connection ends meanwhile, its last will must find nothing that it could answer in its place.
        if (!connection.TryOpen(out var ticket))
        {
            CutOff(connection);
            return Task.CompletedTask;
        }

        var turn = pace.TakeAsync(connection, 1, e.CancellationToken);
        return turn.IsCompletedSuccessfully ? TakeIn(e, connection, ticket) : TakeInLaterAsync(turn, e, connection, ticket);
    }

    /// <summary>Without a goodbye: it doesn't read. What it sent and wasn't answered it sends again.</summary>
    private void CutOff(DeviceConnection connection)
    {
        if (!connection.IsEnding)
        {
            connection.IsEnding = true;
            connection.Account?.Refuse();
            IngestMetrics.Expelled.Add(1);
            intake.Note(connection.Topic ?? "", RejectReason.TooManyUnanswered, $"from {connection.From}", connection.Topic);
        }

        connection.Abort();
    }

    private async Task TakeInLaterAsync(Task turn, InterceptingPublishEventArgs e, DeviceConnection connection, long ticket)
    {
        await turn;
        await TakeIn(e, connection, ticket);
    }

    /// <summary>A retain flag changes nothing here: what a device itself publishes to us is live. A last will comes here, too.</summary>
    /// <param name="ticket">-1: nobody waits for an answer.</param>
    private Task TakeIn(InterceptingPublishEventArgs e, DeviceConnection connection, long ticket)
    {
        var topic = e.ApplicationMessage.Topic ?? "";
        var waiting = ticket >= 0 ? connection.Acknowledgements : null;
        try
        {
            if (connection.IsRevoked || (connection.Topic is { } own && !TopicRights.MayPublish(own, topic)))
            {
                connection.Account?.Refuse();
                intake.Refuse(topic, e.ApplicationMessage.Payload, connection.IsRevoked ? RejectReason.CredentialRevoked : RejectReason.NotYourTopic, waiting, ticket, connection.Topic);
                return Task.CompletedTask;
            }

            var accepted = intake.AcceptAsync(topic, e.ApplicationMessage.Payload, fromRetainedStore: false, connection.Scratch, waiting, ticket, connection.Topic);
            return accepted.IsCompletedSuccessfully ? Task.CompletedTask : AwaitAsync(accepted);
        }
        catch (Exception fault)
        {
            // An exception that left a handler would end the device's connection, and the same message would end the next one.
            Count(fault);
            intake.Refuse(topic, e.ApplicationMessage.Payload, RejectReason.InternalFault, waiting, ticket, connection.Topic);
            return Task.CompletedTask;
        }
    }

    private async Task AwaitAsync(ValueTask accepted)
    {
        try
        {
            await accepted;
        }
        catch (ChannelClosedException)
        {
            LogStopping(logger);
        }
        catch (Exception fault)
        {
            Count(fault);
        }
    }

    private Func<TEvent, Task> Guard<TEvent>(Action<TEvent> handler) => e =>
    {
        try
        {
            handler(e);
        }
        catch (Exception fault)
        {
            Count(fault);
        }

        return Task.CompletedTask;
    };

    private void Count(Exception fault)
    {
        IngestMetrics.HandlerFaults.Add(1);
        LogFault(logger, fault);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT 3.1.1 and 5 on localhost:{Port}, for devices on this machine.")]
    private static partial void LogListening(ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT 3.1.1 and 5 with TLS on all interfaces at port {Port}.")]
    private static partial void LogListeningEncrypted(ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message came while the server stops: it isn't acknowledged, so its device sends it again.")]
    private static partial void LogStopping(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "An MQTT packet couldn't be handled. This is a fault of the server: report it.")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
