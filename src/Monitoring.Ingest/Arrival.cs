using Monitoring.Domain.Signals;
using Monitoring.Ingest.Mqtt;

namespace Monitoring.Ingest;

/// <summary>One decoded message on its way to its pump. Almost every message is one reading, which travels without an array.</summary>
/// <param name="Area">Index in <see cref="Domain.Wire.TopicTable.Areas"/>.</param>
/// <param name="ReceivedAt">Ticks (100 ns) UTC.</param>
/// <param name="Several">Takes the place of <paramref name="One"/>.</param>
/// <param name="Status">The message carries no reading.</param>
/// <param name="Acknowledgements">Null: nobody waits for an answer (QoS 0, last will).</param>
internal readonly record struct Arrival(
    int Area, long ReceivedAt, Reading One, Reading[]? Several, EquipmentStatus? Status, AcknowledgementQueue? Acknowledgements, long Ticket)
{
    public int Count => Several?.Length ?? (Status is null ? 1 : 0);
}
