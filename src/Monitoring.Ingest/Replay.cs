using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Ingest;

/// <summary>
/// Gives each area, before a broker opens, the durable readings behind its cursor: what was received before a crash and perhaps not decided. One pass over the
/// store for all areas. An area that doesn't answer in time mustn't keep the others waiting: it catches up by itself.
/// </summary>
internal sealed partial class Replay(LaneContext context, ImmutableArray<AreaLane> lanes)
{
    private const long NotAnswering = long.MaxValue;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private static readonly ParallelOptions AFewAtATime = new() { MaxDegreeOfParallelism = 16 };

    private readonly long[] cursors = new long[lanes.Length];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var durable = context.Store.CommittedSequence;
        await Parallel.ForAsync(0, lanes.Length, AFewAtATime, async (area, _) => await TryAsync(area, async () => cursors[area] = await lanes[area].StartAsync()));
        var count = 0L;
        if (cursors.Length > 0 && cursors.Min() is var first && first < durable)
        {
            await foreach (var page in context.Store.ReadAfterAsync(first, cancellation))
            {
                count += await GiveAsync(page);
            }
        }

        for (var area = 0; area < lanes.Length; area++)
        {
            if (cursors[area] != NotAnswering)
            {
                lanes[area].Skip(durable);
            }
        }

        LogReplayed(context.Logger, count);
    }

    private async Task<int> GiveAsync(ReadOnlyMemory<SequencedReading> page)
    {
        var last = page.Span[^1].Sequence;
        var given = 0;
        await Parallel.ForAsync(0, lanes.Length, AFewAtATime, async (area, _) =>
        {
            var missed = context.Pick(page.Span, area, cursors[area]);
            if (missed.Length > 0)
            {
                Interlocked.Add(ref given, missed.Length);
                await TryAsync(area, () => lanes[area].ReplayAsync(missed, last));
            }
        });
        return given;
    }

    private async Task TryAsync(int area, Func<Task> call)
    {
        try
        {
            await call().WaitAsync(AnswerWithin, context.Time, context.Stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            cursors[area] = NotAnswering;
            lanes[area].FallBehind();
            LogNoAnswer(context.Logger, failure, lanes[area].Area);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} readings that were received before the last stop were given to their areas.")]
    private static partial void LogReplayed(ILogger logger, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Area {Area} doesn't answer; the server opens without it, and it gets its readings from the store as soon as it does.")]
    private static partial void LogNoAnswer(ILogger logger, Exception failure, AreaId area);
}
