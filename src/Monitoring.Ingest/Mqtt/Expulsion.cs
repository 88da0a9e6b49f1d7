using Microsoft.Extensions.Logging;
using Monitoring.Grains.Ports;
using Monitoring.Ingest.Devices;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Monitoring.Ingest.Mqtt;

/// <summary>Ends connections: those whose credentials were taken away, as soon as the registry says so, and those that are one too many.</summary>
internal sealed partial class Expulsion(MqttServer server, DeviceConnections devices, IDeviceRegistry registry, TimeProvider time, ILogger logger)
{
    /// <summary>For the goodbye. Who doesn't read it isn't waited for: a stolen device mustn't stay because it doesn't listen.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1);

    public void Start()
    {
        registry.Changed += EndOutdated;
        EndOutdated();
    }

    public void Stop() => registry.Changed -= EndOutdated;

    public void End(DeviceConnection connection, MqttDisconnectReasonCode reason)
    {
        connection.IsEnding = true;
        IngestMetrics.Expelled.Add(1);
        _ = EndAsync(connection, reason);
    }

    private void EndOutdated()
    {
        foreach (var connection in devices.Outdated(registry.Current))
        {
            // From here on its messages are refused, whatever the line still holds.
            connection.Revoke();
            if (connection.IsEnding)
            {
                continue;
            }

            LogRevoked(logger, connection.Credential!.Address.UserName, connection.From);
            End(connection, MqttDisconnectReasonCode.NotAuthorized);
        }
    }

    private async Task EndAsync(DeviceConnection connection, MqttDisconnectReasonCode reason)
    {
        try
        {
            // The library goes by the session's name: who came back under it isn't meant.
            if (!connection.Gone.IsCompleted && connection.Account?.IsTakenOver(connection) != true)
            {
                await server.DisconnectClientAsync(connection.SessionId, new MqttServerClientDisconnectOptions { ReasonCode = reason }).WaitAsync(Within, time);
            }

            await connection.Gone.WaitAsync(Within, time);
        }
        catch (Exception notInOrder)
        {
            // It was just arriving, or it doesn't read.
            LogCut(logger, notInOrder, connection.From);
            connection.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The credentials of {Device} were taken away or replaced: its connection from {Address} ends.")]
    private static partial void LogRevoked(ILogger logger, string device, string address);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The connection from {Address} didn't end in order and was cut.")]
    private static partial void LogCut(ILogger logger, Exception notInOrder, string address);
}
