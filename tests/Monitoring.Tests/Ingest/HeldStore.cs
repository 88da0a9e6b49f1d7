using System.Runtime.CompilerServices;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Ingest;

/// <summary>A reading store in memory whose commits the test holds back and lets go.</summary>
internal sealed class HeldStore(bool isHeld = false) : IReadingStore
{
    private readonly Lock gate = new();
    private readonly List<Reading> readings = [];
    private readonly List<(long Last, TaskCompletionSource Done)> waiting = [];
    private bool isHeld = isHeld;

    public string Id => "store-1";

    public long CommittedSequence { get; private set; }

    public IReadOnlyList<Reading> Readings
    {
        get
        {
            lock (gate)
            {
                return [.. readings];
            }
        }
    }

    public ValueTask<Append> AppendAsync(ReadOnlyMemory<Reading> appended, CancellationToken cancellation)
    {
        lock (gate)
        {
            var first = readings.Count + 1;
            readings.AddRange(appended.Span);
            if (!isHeld)
            {
                CommittedSequence = readings.Count;
                return new(new Append(first, readings.Count, Task.CompletedTask));
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((readings.Count, done));
            return new(new Append(first, readings.Count, done.Task));
        }
    }

    public void Hold() => isHeld = true;

    public void Release()
    {
        lock (gate)
        {
            isHeld = false;
            CommittedSequence = readings.Count;
            waiting.ForEach(w => w.Done.SetResult());
            waiting.Clear();
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<SequencedReading>> ReadAfterAsync(long sequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int page = 1000;
        while (true)
        {
            SequencedReading[] rows;
            lock (gate)
            {
                rows = [.. readings.Take((int)CommittedSequence).Skip((int)sequence).Take(page).Select((r, i) => new SequencedReading(sequence + i + 1, r))];
            }

            if (rows.Length == 0)
            {
                yield break;
            }

            yield return rows;
            sequence = rows[^1].Sequence;
            await Task.Yield();
        }
    }
}
