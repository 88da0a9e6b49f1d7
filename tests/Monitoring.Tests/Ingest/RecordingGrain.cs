using Monitoring.Domain.Alarms;
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

    public Guid Life { get; private set; } = Guid.NewGuid();

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

    public async Task<bool> Ingest(ReadingBatch batch)
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
            if (batch.Life != Life)
            {
                return false;
            }

            batches.Add(batch);
            Cursor = Math.Max(Cursor, batch.Cursor);
            return true;
        }
    }

    /// <summary>Dies and lives again: what was given since its cursor was last written is lost.</summary>
    public void LiveAgain(long cursor)
    {
        lock (gate)
        {
            (Life, Cursor) = (Guid.NewGuid(), cursor);
            batches.Clear();
        }
    }

    public Task<AreaCursor> GetCursor(string store) => Fails ? throw new TimeoutException("jammed") : Task.FromResult(new AreaCursor(Life, Cursor));

    public Task Checkpoint()
    {
        Checkpoints++;
        return Task.CompletedTask;
    }

    public ValueTask<BoardDelta> GetDelta(BoardVersion since) => throw new NotSupportedException();

    public Task<CommandResult> Act(AlarmCommand command) => throw new NotSupportedException();

    public Task Watch(IAreaWatcher watcher) => throw new NotSupportedException();

    public Task KeepAwake() => Task.CompletedTask;
}
