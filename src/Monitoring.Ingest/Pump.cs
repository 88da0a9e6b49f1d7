using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;

namespace Monitoring.Ingest;

/// <summary>
/// Takes the messages of its areas in order, in batches, to the store and, side by side, to the lanes. It waits for no commit: the batch answers its senders by itself.
/// </summary>
internal sealed partial class Pump(IReadingStore store, Action<GatheredBatch, long> deliver, TimeProvider time, ILogger logger)
{
    private const int Capacity = 8192;

    /// <summary>Gathering costs every reading this much, and saves commits and calls; worth it only when messages come faster than one by one they are handled.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);

    private readonly Channel<Arrival> channel = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ConcurrentBag<GatheredBatch> spare = [];
    private readonly ArrivalRate rate = new(time);
    private int uncommitted;

    public int Depth => channel.Reader.Count;

    /// <summary>Nothing waits in it and nothing of it waits for its commit.</summary>
    public bool IsIdle => Depth == 0 && Volatile.Read(ref uncommitted) == 0;

    public ValueTask PostAsync(in Arrival arrival) => channel.Writer.TryWrite(arrival) ? ValueTask.CompletedTask : channel.Writer.WriteAsync(arrival);

    public void Complete() => channel.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellation))
            {
                var batch = spare.TryTake(out var used) ? used : new GatheredBatch();
                Fill(batch);
                if (rate.IsHigh && !batch.IsFull)
                {
                    await Task.Delay(Linger, time, cancellation);
                    Fill(batch);
                }

                await SendAsync(batch, cancellation);
            }
        }
        catch (Exception stopped) when (stopped is ObjectDisposedException or OperationCanceledException)
        {
            // The store or the server is closing. What wasn't committed isn't acknowledged either: its devices send it again.
            channel.Writer.TryComplete();
            LogStopped(logger, Depth);
        }
    }

    private void Fill(GatheredBatch batch)
    {
        var before = batch.Count;
        while (!batch.IsFull && channel.Reader.TryRead(out var arrival))
        {
            batch.Add(arrival);
        }

        rate.Count(batch.Count - before);
    }

    private async ValueTask SendAsync(GatheredBatch batch, CancellationToken cancellation)
    {
        Interlocked.Increment(ref uncommitted);
        IngestMetrics.Received.Add(batch.Count);
        if (batch.Count == 0)
        {
            deliver(batch, 0);
            _ = FinishAsync(batch, Task.CompletedTask);
            return;
        }

        var append = await AppendAsync(batch.Readings, cancellation);
        IngestMetrics.Uncommitted.Add(batch.Count);
        deliver(batch, append.Last);
        _ = FinishAsync(batch, append.Committed);
    }

    /// <summary>The store promises not to fail. If it does, the order of a connection's answers forbids to go on with the next batch.</summary>
    private async ValueTask<Append> AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await store.AppendAsync(readings, cancellation);
            }
            catch (Exception fault) when (fault is not (ObjectDisposedException or OperationCanceledException))
            {
                LogFault(logger, fault);
                await Task.Delay(RetryPeriod, time, cancellation);
            }
        }
    }

    private async Task FinishAsync(GatheredBatch batch, Task committed)
    {
        try
        {
            await committed;
            batch.Acknowledge();
        }
        catch (ObjectDisposedException)
        {
            LogStopped(logger, batch.Count);
        }
        catch (Exception fault)
        {
            LogFault(logger, fault);
        }
        finally
        {
            IngestMetrics.Uncommitted.Add(-batch.Count);
            batch.Clear();
            spare.Add(batch);
            Interlocked.Decrement(ref uncommitted);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopped with {Count} messages that aren't durable and weren't acknowledged: their devices will send them again.")]
    private static partial void LogStopped(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Readings couldn't be given to the store; they aren't acknowledged. This is a fault of the server: report it.")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
