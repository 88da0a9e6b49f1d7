using Monitoring.Domain.Signals;

namespace Monitoring.Grains.Ports;

/// <summary>Where every reading is kept on this node before its device is told so.</summary>
public interface IReadingStore
{
    /// <summary>Identifies this store for ever; made with its file.</summary>
    string Id { get; }

    /// <summary>Every reading up to this sequence is durable.</summary>
    long CommittedSequence { get; }

    /// <summary>
    /// Queues readings for the next group commit and gives them consecutive sequences, in the order of the calls. Waits while the queue is full.
    /// While the disk refuses, the append's task stays incomplete and the write is tried again: it completes when the readings are durable, never with an error
    /// (except that the store is closed: <see cref="ObjectDisposedException"/>).
    /// </summary>
    /// <param name="readings">Must not change until <see cref="Append.Committed"/> completes.</param>
    ValueTask<Append> AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellation);

    /// <summary>
    /// Durable readings after a sequence that haven't been sealed yet, in order, in pages; for what was received but perhaps not decided before a crash.
    /// A reading is sealed only when it has been durable for minutes: any cursor that is written every few seconds finds all of its readings here.
    /// </summary>
    IAsyncEnumerable<ReadOnlyMemory<SequencedReading>> ReadAfterAsync(long sequence, CancellationToken cancellation);
}

/// <param name="Last">Sequence of the last reading appended.</param>
public readonly record struct Append(long First, long Last, Task Committed);

public readonly record struct SequencedReading(long Sequence, Reading Reading);
