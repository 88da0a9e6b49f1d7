using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Contracts;

namespace Monitoring.Tests.Ingest;

/// <summary>An area that writes down what it is given, and that a test can jam.</summary>
internal sealed class RecordingGrain : IAreaGrain
{
    private readonly Lock gate = new();
    private readonly List<ReadingBatch> batches = [];
    private int calls;

    public long Cursor { get; set; }

    public bool Fails { get; set; }

    public int Checkpoints { get; private set; }

    public int MostCallsAtOnce { get; private set; }

    public IReadOnlyList<ReadingBatch> Batches
    {
        get
        {
            lock (gate)
            {
                return [.. batches];
            }
        }
    }

    public Reading[] Readings => [.. Batches.SelectMany(b => b.Readings)];

    public async Task Ingest(ReadingBatch batch)
    {
        MostCallsAtOnce = Math.Max(MostCallsAtOnce, Interlocked.Increment(ref calls));
        await Task.Yield();
        Interlocked.Decrement(ref calls);
        if (Fails)
        {
            throw new TimeoutException("jammed");
        }

        lock (gate)
        {
            batches.Add(batch);
            Cursor = Math.Max(Cursor, batch.Cursor);
        }
    }

    public Task<long> GetCursor(string store) => Fails ? throw new TimeoutException("jammed") : Task.FromResult(Cursor);

    public Task Checkpoint()
    {
        Checkpoints++;
        return Task.CompletedTask;
    }

    public ValueTask<BoardDelta> GetDelta(BoardVersion since) => throw new NotSupportedException();

    public Task<AcknowledgeResult> Acknowledge(string alarmId, string by, string? note) => throw new NotSupportedException();

    public Task Watch(IAreaWatcher watcher) => throw new NotSupportedException();

    public Task KeepAwake() => Task.CompletedTask;
}
