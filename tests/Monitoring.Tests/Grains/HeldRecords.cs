using System.Collections.Concurrent;
using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Grains;

/// <summary>A record book in memory, which a test can hold up or make refuse.</summary>
internal sealed class HeldRecords : IAlarmRecords
{
    private readonly ConcurrentDictionary<AreaId, AreaState> states = new();
    private volatile TaskCompletionSource? gate;

    public ConcurrentQueue<AlarmEdge> Edges { get; } = new();

    public bool Refuses { get; set; }

    /// <summary>What a commit throws against its contract; null: nothing.</summary>
    public Exception? Defect { get; set; }

    /// <summary>Transitions wait until the result is disposed of; checkpoints without one pass.</summary>
    public IDisposable Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate = held;
        return new Release(() =>
        {
            gate = null;
            held.TrySetResult();
        });
    }

    public Task<AreaState?> LoadAsync(AreaId area, CancellationToken cancellation) => Task.FromResult(states.GetValueOrDefault(area));

    public async Task CommitAsync(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state, CancellationToken cancellation)
    {
        await (edges.IsEmpty || gate is null ? Task.CompletedTask : gate.Task);
        if (Defect is { } defect)
        {
            throw defect;
        }

        if (Refuses)
        {
            throw new IOException("The disk is full.");
        }

        states[area] = state;
        foreach (var edge in edges)
        {
            Edges.Enqueue(edge);
        }
    }

    public Task<JournalPage> QueryAsync(JournalQuery query, CancellationToken cancellation) => throw new NotSupportedException("No grain asks the journal.");

    public Task<ImmutableArray<JournalEntry>> ReadAfterAsync(long number, int limit, CancellationToken cancellation) => throw new NotSupportedException("No grain follows the journal.");

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
