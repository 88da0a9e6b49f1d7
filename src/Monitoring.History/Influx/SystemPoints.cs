using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Monitoring.History.Influx;

/// <summary>
/// Sends this system's own figures to InfluxDB as points <c>system</c>, every 15 s. Best effort: each set of figures is tried once, counted if it isn't taken, and gone; the
/// next one holds the totals anyway.
/// </summary>
/// <param name="totals">Made before anything measures, so that its values are whole.</param>
internal sealed partial class SystemPoints(MetricTotals totals, InfluxClient client, TimeProvider time, ILogger<SystemPoints> log) : BackgroundService
{
    public const string Measurement = "system";

    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private static readonly string Node = Environment.MachineName;

    private readonly PeriodicTimer timer = new(Period, time);
    private readonly LineBatch batch = new();
    private string? failing;

    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    /// <param name="at">Unix milliseconds, UTC.</param>
    internal static void Add(LineBatch batch, IEnumerable<(string Metric, double Value)> values, string node, long at)
    {
        var point = new PointBuilder(batch);
        foreach (var (metric, value) in values)
        {
            point.Begin(Measurement).Tag("metric", metric).Tag("node", node).Float("v", value).End(at);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await SendAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                NotSent(e.GetType().Name, e.Message);
            }
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        batch.Clear();
        Add(batch, totals.Read(), Node, time.GetUtcNow().ToUnixTimeMilliseconds());
        switch (await client.WriteAsync(batch.All, batch.Count, cancellation))
        {
            case WriteOutcome.Taken when failing is not null:
                failing = null;
                LogSentAgain(log);
                break;
            case WriteOutcome.Taken:
                break;
            case WriteOutcome.Retry retry:
                NotSent(nameof(WriteOutcome.Retry), retry.Why);
                break;
            case WriteOutcome.Misconfigured misconfigured:
                NotSent(nameof(WriteOutcome.Misconfigured), misconfigured.What);
                break;
            case WriteOutcome.Rejected rejected:
                NotSent(nameof(WriteOutcome.Rejected), rejected.Words);
                break;
            case var other:
                NotSent(other.GetType().Name, other.ToString());
                break;
        }
    }

    private void NotSent(string reason, string words)
    {
        HistoryMetrics.InfluxSystemUnsent.Add(Math.Max(1, batch.Count), new KeyValuePair<string, object?>("reason", reason));
        if (failing != reason)
        {
            failing = reason;
            LogNotSent(log, words);
        }
    }

    [LoggerMessage(LogLevel.Warning, "This system's own figures don't reach InfluxDB ({Words}): each set of them is tried once and then dropped, counted in influx.system.unsent. Readings and alarms wait, and aren't lost.")]
    private static partial void LogNotSent(ILogger log, string words);

    [LoggerMessage(LogLevel.Information, "This system's own figures reach InfluxDB again.")]
    private static partial void LogSentAgain(ILogger log);
}
