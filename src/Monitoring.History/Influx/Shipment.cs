using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Influx;

/// <summary>One request's worth of points, and what of the store has arrived once they have.</summary>
internal sealed class Shipment
{
    public LineBatch Lines { get; } = new();

    /// <summary>Every reading up to this sequence is in here or in an earlier shipment; 0: there are none in here.</summary>
    public long Sequence { get; set; }

    public List<ShipSlot> Slots { get; } = [];

    /// <summary>Quarantined lines that are tried again.</summary>
    public List<long> Retried { get; } = [];

    public void Clear()
    {
        Lines.Clear();
        Sequence = 0;
        Slots.Clear();
        Retried.Clear();
    }
}
