using System.Collections.Concurrent;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Health;

/// <summary>
/// Calls on every area of the plan every two seconds: keeps it awake, so that silence is noticed without a message, and wakes on another silo what a dead one
/// held. Knows which areas answer.
/// </summary>
internal sealed partial class AreaKeeper(GrainAccess grains, Plan plan, TimeProvider time, ILogger<AreaKeeper> logger) : BackgroundService
{
    private const int InFlight = 16;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<AreaId, long> answeredAt = [];
    private readonly ConcurrentDictionary<AreaId, bool> failing = [];

    /// <summary>Areas that haven't answered for six seconds, or never.</summary>
    public AreaId[] Silent => [.. plan.AreaIds.Where(a => !answeredAt.TryGetValue(a, out var at) || time.GetElapsedTime(at) >= SilentAfter)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = stoppingToken };
        try
        {
            do
            {
                await Parallel.ForEachAsync(plan.AreaIds, options, CallAsync);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An orderly stop.
        }
    }

    private async ValueTask CallAsync(AreaId area, CancellationToken cancellation)
    {
        try
        {
            await grains.Area(area).KeepAwake().WaitAsync(Patience, time, cancellation);
            answeredAt[area] = time.GetTimestamp();
            if (failing.TryRemove(area, out _))
            {
                LogAnswers(area);
            }
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            ServerMetrics.GrainFailures.Add(1);
            if (failing.TryAdd(area, true))
            {
                LogSilent(area, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The area {Area} can't be reached: its alarms aren't decided until it is. It is called again every 2 s; if it stays so, restart the server.")]
    private partial void LogSilent(AreaId area, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The area {Area} can be reached again.")]
    private partial void LogAnswers(AreaId area);
}
