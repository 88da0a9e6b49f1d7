using System.Buffers;
using Monitoring.Domain.Signals;
using Monitoring.Domain.Wire;
using Monitoring.Ingest.Mqtt;
using Monitoring.Ingest.Rejects;
using MQTTnet.Protocol;

namespace Monitoring.Ingest;

/// <summary>The one way in, for both brokers: a message becomes readings on their pump, or rejects; its answer is given by whoever finishes it.</summary>
internal sealed class Intake(TopicTable topics, LiveFeed feed, RejectLog rejects, TimeProvider time)
{
    /// <summary>Completes at once unless the pump is full; then it waits, and with it the connection: that is the back-pressure.</summary>
    /// <param name="scratch">The connection's own.</param>
    /// <param name="acknowledgements">Null: nobody waits for an answer.</param>
    /// <param name="from">The sender's own topic; null: nobody knows who it is.</param>
    public ValueTask AcceptAsync(
        string topic, in ReadOnlySequence<byte> payload, bool fromRetainedStore, DecodedMessage scratch, AcknowledgementQueue? acknowledgements, long ticket, string? from = null)
    {
        var now = time.GetUtcNow();
        if (topics.Find(topic) is not { } route)
        {
            Refuse(topic, payload, topics.WhyUnknown(topic), acknowledgements, ticket, from);
            return ValueTask.CompletedTask;
        }

        var at = now.ToUnixTimeMilliseconds();
        NativePayload.Decode(payload, route, new Receipt(at, fromRetainedStore), scratch);
        if (scratch.Rejects.Count > 0)
        {
            SetAside(topic, scratch.Rejects, payload, from);
        }

        var status = scratch.Online is { } online && !fromRetainedStore ? new EquipmentStatus(route.Equipment, online, at) : null;
        var readings = scratch.Readings;
        if (readings.IsEmpty && status is null)
        {
            Answer(acknowledgements, ticket, scratch.Rejects.Count == 0 ? MqttPubAckReasonCode.Success : MqttPubAckReasonCode.PayloadFormatInvalid);
            return ValueTask.CompletedTask;
        }

        return feed.PostAsync(new Arrival(
            route.Area,
            now.UtcTicks,
            readings.Length == 1 ? readings[0] : default,
            readings.Length > 1 ? readings.ToArray() : null,
            status,
            acknowledgements,
            ticket));
    }

    /// <summary>Sets a whole message aside. Its sender is told so, in its turn: it must not send the same again for ever.</summary>
    public void Refuse(string topic, in ReadOnlySequence<byte> payload, RejectReason reason, AcknowledgementQueue? acknowledgements, long ticket, string? from = null)
    {
        rejects.Add(topic, reason, payload, from);
        Answer(acknowledgements, ticket, reason switch
        {
            RejectReason.InternalFault => MqttPubAckReasonCode.UnspecifiedError,
            RejectReason.NotYourTopic or RejectReason.CredentialRevoked => MqttPubAckReasonCode.NotAuthorized,
            _ => MqttPubAckReasonCode.TopicNameInvalid,
        });
    }

    /// <summary>For the maintainer to see, although nothing was set aside.</summary>
    public void Note(string topic, RejectReason reason, string what, string? from) => rejects.Add(topic, reason, what, from);

    /// <summary>One message can hold thousands of unknown names: each reason is told once, with its number.</summary>
    private void SetAside(string topic, IReadOnlyList<RejectReason> reasons, in ReadOnlySequence<byte> payload, string? from)
    {
        Span<int> counts = stackalloc int[(int)RejectReason.TooManyUnanswered + 1];
        counts.Clear();
        for (var i = 0; i < reasons.Count; i++)
        {
            counts[(int)reasons[i]]++;
        }

        for (var reason = 0; reason < counts.Length; reason++)
        {
            if (counts[reason] > 0)
            {
                rejects.Add(topic, (RejectReason)reason, payload, from, counts[reason]);
            }
        }
    }

    private static void Answer(AcknowledgementQueue? acknowledgements, long ticket, MqttPubAckReasonCode code)
    {
        if (acknowledgements?.Complete(ticket, code) == true)
        {
            acknowledgements.Flush();
        }
    }
}
