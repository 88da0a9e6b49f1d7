namespace Monitoring.History.Influx;

/// <summary>One try to settle a batch.</summary>
internal sealed class DeliveryPass(LineBatch batch)
{
    public LineBatch Batch { get; } = batch;

    public int Taken { get; set; }

    public int Quarantined { get; set; }

    public int BeyondRetention { get; set; }

    /// <summary>Refused, and not put away yet: held back until the server has taken something, or the batch is through.</summary>
    public List<(int Index, string Words)> Rejected { get; } = [];
}
