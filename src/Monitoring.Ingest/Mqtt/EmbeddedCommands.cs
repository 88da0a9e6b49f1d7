using Monitoring.Grains.Ports;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Monitoring.Ingest.Mqtt;

/// <summary>The little that the embedded broker sends: what switches sirens. Only this process publishes it.</summary>
internal sealed class EmbeddedCommands : IDeviceCommands
{
    /// <summary>Set by the broker before it starts.</summary>
    public MqttServer? Server { private get; set; }

    /// <summary>Is it published by <see cref="PublishAsync"/>? A device can't make it look so: these items belong to the server.</summary>
    public bool IsOurs(InterceptingPublishEventArgs message) => ReferenceEquals(message.SessionItems, Server?.ServerSessionItems);

    public async Task<SendResult> PublishAsync(string topic, string text, CancellationToken cancellation)
    {
        if (Server is not { IsStarted: true } server)
        {
            return new SendResult(SendStatus.Failed, "The embedded broker isn't running yet, or not any more.");
        }

        try
        {
            await server.InjectApplicationMessage(new InjectedMqttApplicationMessage(Retained(topic, text)), cancellation);
            return new SendResult(SendStatus.Taken, $"Published {text} to {topic}.");
        }
        catch (MqttProtocolViolationException wrong)
        {
            return NoTopic(topic, wrong);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new SendResult(SendStatus.Failed, $"The embedded broker couldn't publish to {topic}: {failure.Message}");
        }
    }

    internal static MqttApplicationMessage Retained(string topic, string text) => new MqttApplicationMessageBuilder()
        .WithTopic(topic).WithPayload(text).WithRetainFlag().WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();

    internal static SendResult NoTopic(string topic, MqttProtocolViolationException wrong) =>
        new(SendStatus.Refused, $"Nothing can be published to '{topic}': {wrong.Message} Correct the siren's topic in the plan.");
}
