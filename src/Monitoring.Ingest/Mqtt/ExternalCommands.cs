using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using MQTTnet;
using MQTTnet.Exceptions;

namespace Monitoring.Ingest.Mqtt;

/// <summary>What switches sirens, on the connection to the external broker that the readings come on. Done when the broker has acknowledged it.</summary>
internal sealed class ExternalCommands(IOptions<MqttOptions> options) : IDeviceCommands
{
    private volatile IMqttClient? connected;

    private string Broker => $"The broker at {options.Value.Host}:{options.Value.Port}";

    /// <summary>The connection that works now; null: there is none.</summary>
    public void Use(IMqttClient? client) => connected = client;

    public async Task<SendResult> PublishAsync(string topic, string text, CancellationToken cancellation)
    {
        if (connected is not { IsConnected: true } client)
        {
            return new SendResult(SendStatus.Failed, $"{Broker} can't be reached; the connection is tried again all the time.");
        }

        try
        {
            var result = await client.PublishAsync(EmbeddedCommands.Retained(topic, text), cancellation);
            return result.IsSuccess
                ? new SendResult(SendStatus.Taken, $"Published {text} to {topic}.")
                : new SendResult(SendStatus.Refused, $"{Broker} refuses {topic}: {result.ReasonCode}. Give this server's user the right to write there.");
        }
        catch (MqttProtocolViolationException wrong)
        {
            return EmbeddedCommands.NoTopic(topic, wrong);
        }
        catch (Exception lost) when (lost is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return new SendResult(SendStatus.Failed, $"{Broker} didn't acknowledge {topic}: {lost.Message}");
        }
    }
}
