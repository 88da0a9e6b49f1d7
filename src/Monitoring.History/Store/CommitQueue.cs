using Microsoft.Data.Sqlite;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.History.Store;

/// <summary>Work of the upkeep for the one writer, run in a transaction of its own.</summary>
internal sealed class PendingWork(Action<SqliteConnection> run) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public void Run(SqliteConnection connection) => run(connection);
}

/// <summary>Appends and upkeep waiting for the writer. Gives sequences in the order of the calls; bounded by readings, those in the running commit included.</summary>
internal sealed class CommitQueue(long firstSequence, int bound)
{
    private readonly object gate = new();
    private readonly Queue<PendingAppend> admitted = new();
    private readonly LinkedList<PendingAppend> waiting = new();
    private readonly Queue<PendingWork> works = new();
    private long next = firstSequence;
    private long depth;
    private bool closed;

    /// <summary>Readings that aren't durable yet.</summary>
    public long Depth => Interlocked.Read(ref depth);

    public ValueTask<Append> AddAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var append = new PendingAppend(readings);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(ReadingStore));
            if (waiting.Count == 0 && HasRoom(append))
            {
                Admit(append);
                return new ValueTask<Append>(append.Receipt);
            }

            append.Admission = new TaskCompletionSource<Append>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.AddLast(append);
        }

        return new ValueTask<Append>(WaitAsync(append, cancellation));
    }

    public Task AddAsync(Action<SqliteConnection> run)
    {
        var work = new PendingWork(run);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(ReadingStore));
            works.Enqueue(work);
            Monitor.Pulse(gate);
        }

        return work.Task;
    }

    /// <summary>Waits for something to do: whole appends until there are <paramref name="enough"/> readings, and one piece of upkeep.</summary>
    /// <returns>False: closed, and nothing is left.</returns>
    public bool Take(List<PendingAppend> batch, int enough, out PendingWork? work)
    {
        lock (gate)
        {
            while (admitted.Count == 0 && works.Count == 0 && !closed)
            {
                Monitor.Wait(gate);
            }

            for (var taken = 0; taken < enough && admitted.TryDequeue(out var append); taken += append.Count)
            {
                batch.Add(append);
            }

            return works.TryDequeue(out work) | batch.Count > 0;
        }
    }

    /// <summary>These readings are durable: there is room for those that wait.</summary>
    public void Release(long readings)
    {
        lock (gate)
        {
            Count(-readings);
            while (waiting.First is { Value: var append } && HasRoom(append))
            {
                waiting.RemoveFirst();
                Admit(append);
                append.Admission!.SetResult(append.Receipt);
            }
        }
    }

    /// <summary>Takes no more. What was admitted is still handed out; what only waited is refused.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            foreach (var append in waiting)
            {
                append.Admission!.SetException(new ObjectDisposedException(nameof(ReadingStore)));
            }

            waiting.Clear();
            Monitor.PulseAll(gate);
        }
    }

    // An append larger than the whole queue goes alone.
    private bool HasRoom(PendingAppend append) => depth == 0 || depth + append.Count <= bound;

    private void Admit(PendingAppend append)
    {
        append.First = next;
        next += append.Count;
        Count(append.Count);
        admitted.Enqueue(append);
        Monitor.Pulse(gate);
    }

    private void Count(long readings)
    {
        Interlocked.Add(ref depth, readings);
        HistoryMetrics.QueueDepth.Add(readings);
    }

    private async Task<Append> WaitAsync(PendingAppend append, CancellationToken cancellation)
    {
        await using var registration = cancellation.Register(() =>
        {
            lock (gate)
            {
                if (waiting.Remove(append))
                {
                    append.Admission!.SetCanceled(cancellation);
                }
            }
        });
        return await append.Admission!.Task;
    }
}
