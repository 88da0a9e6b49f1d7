using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.History.Store;

/// <summary>An append on its way to the disk; the task completes when it is there.</summary>
internal sealed class PendingAppend(ReadOnlyMemory<Reading> readings) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ReadOnlyMemory<Reading> Readings => readings;

    public int Count => readings.Length;

    public long First { get; set; }

    public long Last => First + Count - 1;

    public Append Receipt => new(First, Last, Task);

    /// <summary>Completes when the queue has room; null if it had at once.</summary>
    public TaskCompletionSource<Append>? Admission { get; set; }
}
