using Microsoft.Extensions.Logging;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Contracts;

namespace Monitoring.Ingest;

/// <summary>
/// One area's way to its grain: batches in order, one call under way. A call that fails is tried again until it succeeds: the same reading twice is one reading.
/// However long its grain is stuck, a lane slows nobody else and holds a bounded number of readings.
/// </summary>
internal sealed partial class AreaLane(
    AreaId area, int index, LaneContext context, IAreaGrain grain)
{
    private const int MostInOneCall = 4096;
    private const int MostThatWait = 20_000;

    private static readonly EquipmentStatus[] NoStatus = [];

    private readonly LaneBuffer buffer = new(MostThatWait);
    private readonly RetrySchedule retries = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
    private long given;
    private long cursor;
    private Guid life;

    private LaneContext Context { get; } = context;

    public AreaId Area { get; } = area;

    public bool IsIdle => buffer.IsIdle;

    public bool IsBehind => buffer.IsBehind;

    public void Add(in Reading reading, long last, long at) => buffer.Add(reading, last, at);

    public void Add(EquipmentStatus status) => buffer.Add(status);

    /// <summary>All of a batch has been added: its last sequence.</summary>
    public void Seal(long last)
    {
        if (buffer.Seal(last))
        {
            _ = DrainAsync();
        }
    }

    /// <summary>Reads from the store what the area lacks, in the background.</summary>
    public void FallBehind()
    {
        if (buffer.FallBehind())
        {
            _ = DrainAsync();
        }
    }

    /// <summary>Asks the area how far it has come. Before this nothing may be given to it, and again when it begins a new life.</summary>
    public async Task<long> StartAsync()
    {
        var answer = await grain.GetCursor(Context.Store.Id);
        (life, cursor, given) = (answer.Life, answer.Sequence, answer.Sequence);
        return answer.Sequence;
    }

    /// <summary>Gives the area what it missed, once, without a second try.</summary>
    /// <exception cref="InvalidOperationException">The area has begun another life meanwhile.</exception>
    public async Task ReplayAsync(Reading[] missed, long last)
    {
        if (!await grain.Ingest(Batch(missed, NoStatus, last, receivedAt: 0)))
        {
            life = default;
            throw new InvalidOperationException($"Area {Area} was activated anew while it was given what it had missed.");
        }

        Skip(last);
    }

    /// <summary>Everything up to this sequence has been replayed, whether or not any of it was this area's.</summary>
    public void Skip(long last) => given = Math.Max(given, last);

    /// <summary>Before an orderly stop: tells the area how far it has come, and has it written.</summary>
    public async Task CheckpointAsync()
    {
        if (life != default && IsIdle && Math.Min(given, Context.Store.CommittedSequence) > cursor)
        {
            await grain.Ingest(Batch([], NoStatus, given, receivedAt: 0));
        }

        await grain.Checkpoint();
    }

    private async Task DrainAsync()
    {
        try
        {
            while (buffer.TryTake(MostInOneCall, out var load))
            {
                if (load.Readings is null)
                {
                    await CatchUpAsync();
                    continue;
                }

                given = Math.Max(given, load.Through);
                if (!await GiveAsync(Batch(load.Readings, load.Statuses, given, load.ReceivedAt)))
                {
                    // A new life of the area, perhaps on another silo: what the old one had decided since it last wrote must be decided again first.
                    buffer.FallBehind();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops. The area is given the rest at the next start, from its cursor.
            LogStopped(Context.Logger, Area);
        }
    }

    /// <summary>Runs until the area has everything that was received: also what came while it ran.</summary>
    private async Task CatchUpAsync()
    {
        LogBehind(Context.Logger, Area);
        do
        {
            while (life == default)
            {
                await TryAsync(StartAsync);
            }

            await TryAsync(ReadBackAsync);
            await Task.Delay(LaneContext.ReadBackPeriod, Context.Time, Context.Stopping);
        }
        while (life == default || !buffer.TryCatchUp(given));
        LogCaughtUp(Context.Logger, Area);
    }

    private async Task ReadBackAsync()
    {
        var durable = Context.Store.CommittedSequence;
        await foreach (var page in Context.Store.ReadAfterAsync(given, Context.Stopping))
        {
            var mine = Context.Pick(page.Span, index, given);
            var last = page.Span[^1].Sequence;
            var statuses = buffer.TakeStatuses();
            if ((mine.Length > 0 || statuses.Length > 0) && !await GiveAsync(Batch(mine, statuses, last, receivedAt: 0)))
            {
                return;
            }

            given = last;
        }

        given = Math.Max(given, durable);
    }

    /// <returns>False: the area has begun a new life and has taken nothing.</returns>
    private async Task<bool> GiveAsync(ReadingBatch batch)
    {
        var taken = false;
        while (!await TryAsync(async () => taken = await grain.Ingest(batch)))
        {
            Context.Stopping.ThrowIfCancellationRequested();
        }

        if (!taken)
        {
            life = default;
            Array.ForEach(batch.Statuses, buffer.Add);
            return false;
        }

        if (batch.ReceivedAt > 0)
        {
            IngestMetrics.Decided.Record((Context.Time.GetUtcNow().UtcTicks - batch.ReceivedAt) / (double)TimeSpan.TicksPerMillisecond);
        }

        return true;
    }

    /// <summary>One try; after a failed one it waits, longer each time.</summary>
    private async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            if (retries.Reset())
            {
                LogAnswersAgain(Context.Logger, Area);
            }

            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !Context.Stopping.IsCancellationRequested)
        {
            IngestMetrics.GrainFailures.Add(1);
            if (!retries.IsFailing)
            {
                LogFails(Context.Logger, failure, Area);
            }

            await Task.Delay(retries.Next(), Context.Time, Context.Stopping);
            return false;
        }
    }

    /// <param name="through">Every reading of the area up to this sequence is in this batch or went before.</param>
    private ReadingBatch Batch(Reading[] readings, EquipmentStatus[] statuses, long through, long receivedAt)
    {
        cursor = Math.Max(cursor, Math.Min(through, Context.Store.CommittedSequence));
        return new ReadingBatch(Context.PlanVersion, Context.Store.Id, cursor, receivedAt, readings, statuses, life);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Area {Area} doesn't take its readings; they are safe in the store and are offered again until it does.")]
    private static partial void LogFails(ILogger logger, Exception failure, AreaId area);

    [LoggerMessage(Level = LogLevel.Information, Message = "Area {Area} takes its readings again.")]
    private static partial void LogAnswersAgain(ILogger logger, AreaId area);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Area {Area} is behind: its readings are read back from the store when it answers. Its alarms are late until then.")]
    private static partial void LogBehind(ILogger logger, AreaId area);

    [LoggerMessage(Level = LogLevel.Information, Message = "Area {Area} has caught up.")]
    private static partial void LogCaughtUp(ILogger logger, AreaId area);

    [LoggerMessage(Level = LogLevel.Information, Message = "Area {Area} was still being given readings at the stop; it gets the rest at the next start.")]
    private static partial void LogStopped(ILogger logger, AreaId area);
}
