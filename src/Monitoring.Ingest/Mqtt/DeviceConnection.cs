using Microsoft.AspNetCore.Connections;
using Monitoring.Domain.Devices;
using Monitoring.Domain.Wire;
using Monitoring.Ingest.Devices;
using MQTTnet.Adapter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Monitoring.Ingest.Mqtt;

/// <summary>One connection to the embedded broker: whose it is, and whom it still owes an answer, in order.</summary>
internal sealed class DeviceConnection
{
    private readonly IMqttChannelAdapter channel;
    private readonly ConnectionContext line;
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Answers are sent one after the other, so that one packet object of each kind is enough.
    private readonly MqttPubAckPacket acknowledgement = new();
    private readonly MqttPubRecPacket received = new();
    private MqttPublishPacket? inbound;
    private volatile bool isRevoked;

    public DeviceConnection(IMqttChannelAdapter channel, ConnectionContext line, DateTimeOffset since)
    {
        (this.channel, this.line, Since) = (channel, line, since);
        Acknowledgements = new AcknowledgementQueue<Unanswered>(SendAsync);
    }

    public AcknowledgementQueue<Unanswered> Acknowledgements { get; }

    public DecodedMessage Scratch { get; } = new();

    public DateTimeOffset Since { get; }

    /// <summary>Without port.</summary>
    public string From { get; set; } = "";

    /// <summary>The session's name in the library. Two devices that choose the same client id have different ones: none can take the other's session over.</summary>
    public string SessionId { get; set; } = "";

    /// <summary>Null: it came without a name, which only the demonstration may.</summary>
    public DeviceCredential? Credential { get; private set; }

    /// <summary>Null: it came without a name.</summary>
    public DeviceAccount? Account { get; private set; }

    /// <summary>The device's own topic; null: it came without a name.</summary>
    public string? Topic { get; private set; }

    /// <summary>The filters that it listens to. For one packet at a time.</summary>
    public HashSet<string> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>Nothing that it sends counts any more.</summary>
    public bool IsRevoked => isRevoked;

    /// <summary>It has been told to go.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Completes when nothing of it is left.</summary>
    public Task Gone => gone.Task;

    public void BelongTo(DeviceCredential credential, DeviceAccount account) => (Credential, Account, Topic) = (credential, account, credential.Address.Topic);

    public bool IsInForce(DeviceRoster roster) =>
        Credential is null || (roster.Find(Credential.Address.UserName) is { } current && current.Credential == Credential.Credential);

    public void Revoke() => isRevoked = true;

    /// <summary>At once, whatever waits to be sent.</summary>
    public void Abort() => line.Abort(new ConnectionAbortedException("The server ended the connection."));

    /// <summary>It has ended.</summary>
    public void Leave()
    {
        Account?.Remove(this);
        gone.TrySetResult();
    }

    /// <summary>A PUBLISH came in; its application message is handled next.</summary>
    public void Receive(MqttPublishPacket publish) => inbound = publish;

    /// <summary>Opens a ticket for the PUBLISH that came in.</summary>
    /// <param name="ticket">-1: nobody waits for an answer, as with a last will.</param>
    /// <returns>False: too many are unanswered; this one never will be.</returns>
    public bool TryOpen(out long ticket)
    {
        ticket = -1;
        var publish = Interlocked.Exchange(ref inbound, null);
        return publish is not { QualityOfServiceLevel: > MqttQualityOfServiceLevel.AtMostOnce }
            || Acknowledgements.TryOpen(new Unanswered(publish.PacketIdentifier, publish.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce), out ticket);
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
