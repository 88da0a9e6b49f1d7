using Monitoring.Domain.Signals;
using Monitoring.Ingest.Mqtt;
using MQTTnet.Protocol;

namespace Monitoring.Ingest;

/// <summary>What a pump has gathered: readings for the store and the lanes, and whom to answer once they are durable. Used again after its commit.</summary>
internal sealed class GatheredBatch
{
    /// <summary>A batch is full here; one message more may go beyond.</summary>
    public const int Full = 4096;

    private readonly List<(AcknowledgementQueue Queue, long Ticket)> tickets = [];
    private readonly List<AcknowledgementQueue> ready = [];
    private Reading[] readings = new Reading[256];

    public List<(int Area, EquipmentStatus Status)> Statuses { get; } = [];

    /// <summary>The areas that it touches.</summary>
    public HashSet<int> Areas { get; } = [];

    public ReadOnlyMemory<Reading> Readings => readings.AsMemory(0, Count);

    public int Count { get; private set; }

    /// <summary>Ticks UTC of the first message.</summary>
    public long ReceivedAt { get; private set; }

    public bool IsFull => Count >= Full || tickets.Count >= Full;

    public void Add(in Arrival arrival)
    {
        if (Count == 0 && Statuses.Count == 0)
        {
            ReceivedAt = arrival.ReceivedAt;
        }

        var added = arrival.Count;
        if (Count + added > readings.Length)
        {
            Array.Resize(ref readings, Math.Max(readings.Length * 2, Count + added));
        }

        if (arrival.Several is { } several)
        {
            several.CopyTo(readings, Count);
        }
        else if (added == 1)
        {
            readings[Count] = arrival.One;
        }

        Count += added;
        Areas.Add(arrival.Area);
        if (arrival.Status is { } status)
        {
            Statuses.Add((arrival.Area, status));
        }

        if (arrival.Acknowledgements is { } queue)
        {
            tickets.Add((queue, arrival.Ticket));
        }
    }

    /// <summary>Everything in it is durable: answer everyone.</summary>
    public void Acknowledge()
    {
        foreach (var (queue, ticket) in tickets)
        {
            if (queue.Complete(ticket, MqttPubAckReasonCode.Success))
            {
                ready.Add(queue);
            }
        }

        foreach (var queue in ready)
        {
            queue.Flush();
        }
    }

    public void Clear()
    {
        tickets.Clear();
        ready.Clear();
        Statuses.Clear();
        Areas.Clear();
        Count = 0;
    }
}
