using MQTTnet.Protocol;

namespace Monitoring.Ingest.Mqtt;

/// <summary>Answers to one connection's messages: they may be decided in any order and are sent in the order of the messages [MQTT-4.6.0-2].</summary>
internal abstract class AcknowledgementQueue
{
    /// <summary>So many can be unanswered: packet identifiers are 16 bits, and 0 is none [MQTT-2.2.1-3].</summary>
    public const int Most = 65_535;

    /// <summary>Decides a ticket, from any thread.</summary>
    /// <returns>True: the caller must call <see cref="Flush"/> before long.</returns>
    public abstract bool Complete(long ticket, MqttPubAckReasonCode code);

    /// <summary>Sends what is ready, in the background. A connection that is gone is no failure: its device sends again.</summary>
    public abstract void Flush();
}

/// <param name="send">Sends one answer; called for one at a time.</param>
internal sealed class AcknowledgementQueue<TPacket>(Func<TPacket, MqttPubAckReasonCode, Task> send) : AcknowledgementQueue
{
    private readonly Lock gate = new();
    private Slot[] ring = new Slot[16];
    private long head;
    private long tail;
    private bool flushing;

    public int Pending
    {
        get
        {
            lock (gate)
            {
                return (int)(tail - head);
            }
        }
    }

    /// <summary>Takes a place in the order of answers.</summary>
    /// <param name="ticket">-1: none.</param>
    /// <returns>False: <see cref="AcknowledgementQueue.Most"/> are unanswered. Who sends one more keeps to no protocol, or doesn't read its answers.</returns>
    public bool TryOpen(TPacket packet, out long ticket)
    {
        lock (gate)
        {
            if (tail - head == Most)
            {
                ticket = -1;
                return false;
            }

            if (tail - head == ring.Length)
            {
                var larger = new Slot[ring.Length * 2];
                for (var one = head; one < tail; one++)
                {
                    larger[one & (larger.Length - 1)] = ring[one & (ring.Length - 1)];
                }

                ring = larger;
            }

            ring[tail & (ring.Length - 1)] = new Slot(packet, MqttPubAckReasonCode.Success, false);
            ticket = tail++;
            return true;
        }
    }

    public override bool Complete(long ticket, MqttPubAckReasonCode code)
    {
        lock (gate)
        {
            ref var slot = ref ring[ticket & (ring.Length - 1)];
            slot = slot with { Code = code, IsDone = true };
            if (ticket != head || flushing)
            {
                return false;
            }

            flushing = true;
            return true;
        }
    }

    public override void Flush() => _ = FlushAsync();

    private async Task FlushAsync()
    {
        while (TryTake(out var slot))
        {
            try
            {
                await send(slot.Packet, slot.Code);
                IngestMetrics.Acknowledged.Add(1);
            }
            catch (Exception gone) when (gone is not OutOfMemoryException)
            {
                // The connection broke before its answer: the device sends the message again, and the same reading twice is one reading.
                continue;
            }
        }
    }

    private bool TryTake(out Slot slot)
    {
        lock (gate)
        {
            ref var first = ref ring[head & (ring.Length - 1)];
            flushing = head < tail && first.IsDone;
            slot = first;
            if (flushing)
            {
                first = default;
                head++;
            }

            return flushing;
        }
    }

    private readonly record struct Slot(TPacket Packet, MqttPubAckReasonCode Code, bool IsDone);
}
