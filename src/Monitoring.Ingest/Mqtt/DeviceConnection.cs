using Monitoring.Domain.Wire;
using MQTTnet.Adapter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Monitoring.Ingest.Mqtt;

/// <summary>One device's connection to the embedded broker: whom it still owes an answer, in order.</summary>
internal sealed class DeviceConnection
{
    private readonly IMqttChannelAdapter channel;

    // Answers are sent one after the other, so that one packet object of each kind is enough.
    private readonly MqttPubAckPacket acknowledgement = new();
    private readonly MqttPubRecPacket received = new();
    private MqttPublishPacket? inbound;

    public DeviceConnection(IMqttChannelAdapter channel)
    {
        this.channel = channel;
        Acknowledgements = new AcknowledgementQueue<Unanswered>(SendAsync);
    }

    public AcknowledgementQueue<Unanswered> Acknowledgements { get; }

    public DecodedMessage Scratch { get; } = new();

    /// <summary>A PUBLISH came in; its application message is handled next.</summary>
    public void Receive(MqttPublishPacket publish) => inbound = publish;

    /// <summary>Opens a ticket for the PUBLISH that came in. A last will or an injected message has none: nobody waits for an answer.</summary>
    public bool TryOpen(out long ticket)
    {
        var publish = Interlocked.Exchange(ref inbound, null);
        var owes = publish is { QualityOfServiceLevel: > MqttQualityOfServiceLevel.AtMostOnce };
        ticket = owes ? Acknowledgements.Open(new Unanswered(publish!.PacketIdentifier, publish.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)) : -1;
        return owes;
    }

    private Task SendAsync(Unanswered publish, MqttPubAckReasonCode code)
    {
        if (publish.IsExactlyOnce)
        {
            received.PacketIdentifier = publish.PacketIdentifier;
            received.ReasonCode = (MqttPubRecReasonCode)code;
            return channel.SendPacketAsync(received, CancellationToken.None);
        }

        acknowledgement.PacketIdentifier = publish.PacketIdentifier;
        acknowledgement.ReasonCode = code;
        return channel.SendPacketAsync(acknowledgement, CancellationToken.None);
    }

    /// <param name="IsExactlyOnce">Answered by PUBREC, after the commit as well; the rest of QoS 2 is the library's.</param>
    internal readonly record struct Unanswered(ushort PacketIdentifier, bool IsExactlyOnce);
}
