using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Formatter;

namespace Monitoring.Ingest.Mqtt;

/// <summary>
/// The one connection to an external broker: a persistent session under a stable client id, messages acknowledged in order when they are durable. One loop
/// connects, watches and connects again; the broker keeps what comes meanwhile.
/// </summary>
internal sealed partial class ExternalBroker : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly RetrySchedule retries = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
    private readonly Intake intake;
    private readonly ExternalCommands commands;
    private readonly IngestHealth health;
    private readonly IHostApplicationLifetime lifetime;
    private readonly MqttOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<ExternalBroker> logger;
    private readonly MqttLog log;
    private readonly InstancePresence presence;
    private MqttProtocolVersion version = MqttProtocolVersion.V500;
    private bool isChecked;
    private bool hadSession;
    private Task running = Task.CompletedTask;

    public ExternalBroker(
        Intake intake, ExternalCommands commands, IngestHealth health, IHostApplicationLifetime lifetime, IOptions<MqttOptions> options, TimeProvider time,
        ILogger<ExternalBroker> logger)
    {
        (this.intake, this.commands, this.health, this.lifetime, this.options, this.time, this.logger) = (intake, commands, health, lifetime, options.Value, time, logger);
        log = new MqttLog(logger);
        presence = new InstancePresence(this.options, log, time);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await presence.EnsureAloneAsync(version, stopping.Token);
                await ServeAsync(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                health.Down("The server is stopping.");
            }
            catch (ClientIdInUseException inUse)
            {
                health.Down(inUse.Message);
                LogInUse(logger, inUse.Message);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            catch (BrokerRefusedException refused) when (refused.Code == MqttClientConnectResultCode.UnsupportedProtocolVersion && version == MqttProtocolVersion.V500)
            {
                version = MqttProtocolVersion.V311;
            }
            catch (Exception lost)
            {
                await WaitAsync(lost);
            }
        }
    }

    /// <summary>Returns never: it ends with the reason why the connection did.</summary>
    private async Task ServeAsync(CancellationToken cancellation)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = new BrokerSession(intake, OnFault);
        var (client, answer) = await BrokerClient.ConnectAsync(options, version, options.ClientId, log, c =>
        {
            c.ApplicationMessageReceivedAsync += session.OnMessageAsync;
            c.DisconnectedAsync += e =>
            {
                lost.TrySetException(new IOException($"The connection to the broker was lost: {e.Reason} {e.ReasonString}", e.Exception));
                return Task.CompletedTask;
            };
        }, ConfigureSession, cancellation);
        using (client)
        {
            await client.SubscribeAsync(BrokerSession.Topics, cancellation);
            NoteConnected(answer);
            commands.Use(client);
            using var serving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var check = CheckLimitsAsync(answer, serving.Token);
            try
            {
                while (!lost.Task.IsCompleted)
                {
                    await presence.BeatAsync(client, cancellation);
                    await Task.WhenAny(lost.Task, Task.Delay(InstancePresence.BeatPeriod, time, cancellation));
                    cancellation.ThrowIfCancellationRequested();
                }

                await lost.Task;
            }
            finally
            {
                commands.Use(null);
                await serving.CancelAsync();
                await check;
                await SayGoodbyeAsync(client);
            }
        }
    }

    private void ConfigureSession(MqttClientOptionsBuilder builder)
    {
        builder.KeepSession(version, options.SessionExpiry);
        presence.AddLastWill(builder);
    }

    private void NoteConnected(MqttClientConnectResult answer)
    {
        IngestMetrics.Reconnects.Add(1);
        if (hadSession && !answer.IsSessionPresent)
        {
            LogSessionGone(logger);
        }

        hadSession = true;
        retries.Reset();
        health.Up(time.GetUtcNow());
        LogConnected(logger, options.Host, options.Port, version);
    }

    /// <summary>Once, at the first connection that lasts long enough, beside the readings: it must not keep them waiting.</summary>
    private async Task CheckLimitsAsync(MqttClientConnectResult answer, CancellationToken cancellation)
    {
        if (isChecked)
        {
            return;
        }

        try
        {
            var warnings = await new BrokerLimits(options, log, time).CheckAsync(answer, version, cancellation);
            isChecked = true;
            health.Warn(warnings);
            foreach (var warning in warnings)
            {
                LogLimit(logger, warning);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogUnchecked(logger, failure);
        }
        catch (OperationCanceledException)
        {
            // The connection ended first: the next one is checked.
            return;
        }
    }

    private async Task SayGoodbyeAsync(IMqttClient client)
    {
        try
        {
            if (client.IsConnected)
            {
                await presence.LeaveAsync(client, CancellationToken.None);
                await client.DisconnectAsync(
                    new MqttClientDisconnectOptions { SessionExpiryInterval = version == MqttProtocolVersion.V500 ? (uint)options.SessionExpiry.TotalSeconds : 0 }, CancellationToken.None);
            }
        }
        catch (Exception gone)
        {
            LogGoodbye(logger, gone);
        }
    }

    private async Task WaitAsync(Exception lost)
    {
        if (!retries.IsFailing)
        {
            LogLost(logger, lost, options.Host, options.Port);
        }

        health.Down($"No connection to the broker at {options.Host}:{options.Port}: {lost.Message}");
        await Task.WhenAny(Task.Delay(retries.Next(), time, stopping.Token));
    }

    private void OnFault(Exception fault)
    {
        if (fault is not ChannelClosedException)
        {
            IngestMetrics.HandlerFaults.Add(1);
            LogFault(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the broker at {Host}:{Port}, MQTT {Version}.")]
    private static partial void LogConnected(ILogger logger, string host, int port, MqttProtocolVersion version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection to the broker at {Host}:{Port}. It is tried again until it succeeds; check that the broker runs and lets us in.")]
    private static partial void LogLost(ILogger logger, Exception lost, string host, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker has forgotten our session: what was published while we were away is lost. Check its persistence and session expiry.")]
    private static partial void LogSessionGone(ILogger logger);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{InUse} This server stops.")]
    private static partial void LogInUse(ILogger logger, string inUse);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogLimit(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker's limits couldn't be checked; it is tried at the next connection. It may need rights on monitoring/ingest/#.")]
    private static partial void LogUnchecked(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The connection was gone before it could be closed in order.")]
    private static partial void LogGoodbye(ILogger logger, Exception gone);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message couldn't be handled. This is a fault of the server: report it.")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
