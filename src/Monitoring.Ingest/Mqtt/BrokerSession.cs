using Monitoring.Domain.Wire;
using MQTTnet;
using MQTTnet.Protocol;

namespace Monitoring.Ingest.Mqtt;

/// <summary>What comes on one connection to the external broker. Its unanswered messages end with it: the broker sends them again on the next.</summary>
internal sealed class BrokerSession(Intake intake, Action<Exception> onFault)
{
    private readonly AcknowledgementQueue<MqttApplicationMessageReceivedEventArgs> acknowledgements = new((message, _) => message.AcknowledgeAsync(CancellationToken.None));
    private readonly DecodedMessage scratch = new();

    /// <summary>The native topics. Not v1/#: what we publish ourselves lies deeper.</summary>
    public static MqttClientSubscribeOptions Topics { get; } = new MqttClientSubscribeOptionsBuilder()
        .WithTopicFilter("v1/+/+/+", MqttQualityOfServiceLevel.AtLeastOnce)
        .WithTopicFilter("v1/+/+/+/+", MqttQualityOfServiceLevel.AtLeastOnce)
        .Build();

    /// <summary>Called for one message at a time. Without a fault of its own: one that left it would stay unanswered, and a thousand of those stop the feed silently.</summary>
    public async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        e.AutoAcknowledge = false;
        var message = e.ApplicationMessage;
        var waiting = message.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtMostOnce ? acknowledgements : null;
        var ticket = -1L;
        if (waiting?.TryOpen(e, out ticket) == false)
        {
            onFault(new InvalidOperationException("The broker sends on without waiting for any answer."));
            waiting = null;
        }

        try
        {
            await intake.AcceptAsync(message.Topic, message.Payload, fromRetainedStore: message.Retain, scratch, waiting, ticket);
        }
        catch (System.Threading.Channels.ChannelClosedException stopping)
        {
            onFault(stopping);
        }
        catch (Exception fault)
        {
            onFault(fault);
            intake.Refuse(message.Topic, message.Payload, RejectReason.InternalFault, waiting, ticket);
        }
    }
}
