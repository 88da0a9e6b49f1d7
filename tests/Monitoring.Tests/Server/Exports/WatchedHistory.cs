using System.Collections.Immutable;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Server.Exports;

/// <summary>A real history whose reads are counted, held up and made to fail.</summary>
internal sealed class WatchedHistory(IReadingHistory history) : IReadingHistory
{
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int reads;

    /// <summary>Reads after so many wait for <see cref="Release"/>.</summary>
    public int HoldsAfter { get; set; } = int.MaxValue;

    /// <summary>Reads after so many fail.</summary>
    public int FailsAfter { get; set; } = int.MaxValue;

    public int Reads => Volatile.Read(ref reads);

    /// <summary>A read that waited was given up.</summary>
    public Task Cancelled => cancelled.Task;

    public void Release() => release.TrySetResult();

    public Task<ImmutableArray<Reading?>> LatestAsync(ImmutableArray<int> signals, CancellationToken cancellation) => history.LatestAsync(signals, cancellation);

    public Task<ImmutableArray<Bucket>> RangeAsync(int signal, long from, long to, int buckets, CancellationToken cancellation) => history.RangeAsync(signal, from, to, buckets, cancellation);

    public async Task<ImmutableArray<Reading>> ReadAsync(int signal, long from, long to, int limit, CancellationToken cancellation)
    {
        await PassAsync(cancellation);
        return await history.ReadAsync(signal, from, to, limit, cancellation);
    }

    public Task<Reading?> LastBeforeAsync(int signal, long time, CancellationToken cancellation) => history.LastBeforeAsync(signal, time, cancellation);

    public async Task<ImmutableArray<Rollup>> RollupsAsync(int signal, Resolution resolution, long from, long to, int limit, CancellationToken cancellation)
    {
        await PassAsync(cancellation);
        return await history.RollupsAsync(signal, resolution, from, to, limit, cancellation);
    }

    private async Task PassAsync(CancellationToken cancellation)
    {
        var read = Interlocked.Increment(ref reads);
        if (read > FailsAfter)
        {
            throw new IOException("The disk is gone.");
        }

        if (read > HoldsAfter)
        {
            try
            {
                await release.Task.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                cancelled.TrySetResult();
                throw;
            }
        }
    }
}
