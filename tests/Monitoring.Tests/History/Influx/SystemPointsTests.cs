using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.History.Influx;

/// <summary>This system's own figures on their way to InfluxDB.</summary>
public sealed class SystemPointsTests
{
    private static CancellationToken Cancellation => SomeInflux.Cancellation;

    [Fact]
    public async Task Every_fifteen_seconds_each_metric_is_one_point()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1);
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(StoreFolder.Start));
        using var influx = new SomeInflux(server.Address, time: clock);
        using var totals = new MetricTotals();
        using var meter = new Meter(MetricTotals.MeterName);
        var counter = meter.CreateCounter<long>("test.system.points");
        using var points = new SystemPoints(totals, influx.Client, clock, influx.Logger<SystemPoints>());
        await points.StartAsync(Cancellation);
        Assert.Equal(0, server.Requests);
        for (var round = 1; round <= 2; round++)
        {
            counter.Add(5);
            clock.Advance(SystemPoints.Period);
            await StoreSteps.EventuallyAsync(() => Values(server).Length == round);
        }

        await points.StopAsync(Cancellation);
        Assert.Equal([(StoreFolder.Start + 15_000, 5.0), (StoreFolder.Start + 30_000, 10.0)], Values(server).Select(l => (l.Time, (double)l.Fields["v"])).Order());
        Assert.All(Values(server), l => Assert.Equal(["metric", "node"], l.Tags.Select(t => t.Key)));
        Assert.Equal(2, server.Requests);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public async Task While_the_server_is_away_figures_are_dropped_and_counted_and_said_once()
    {
        var away = true;
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, _, _) => away ? ScriptedInflux.SaysAsync(context, StatusCodes.Status503ServiceUnavailable) : Task.FromResult(false));
        using var influx = new SomeInflux(server.Address);
        using var totals = new MetricTotals();
        using var points = new SystemPoints(totals, influx.Client, new HurriedTime(), influx.Logger<SystemPoints>());
        var before = Unsent(totals);
        await points.StartAsync(Cancellation);
        await StoreSteps.EventuallyAsync(() => server.Requests >= 5);
        var unsent = Unsent(totals) - before;
        away = false;
        await StoreSteps.EventuallyAsync(() => influx.Log.Any(l => l.StartsWith("Information: This system's own figures reach InfluxDB again", StringComparison.Ordinal)));
        await points.StopAsync(Cancellation);

        Assert.True(unsent >= 4, $"{unsent}");
        Assert.Single(influx.Log, l => l.StartsWith("Warning: This system's own figures don't reach InfluxDB", StringComparison.Ordinal));
        Assert.NotEmpty(server.Taken);
    }

    private static double Unsent(MetricTotals totals) => totals.Read().SingleOrDefault(t => t.Metric == "influx.system.unsent").Value;

    private static LineReader.Line[] Values(ScriptedInflux server) => [.. server.Taken.Keys.Select(LineReader.Read).Where(l => l.Tags.Any(t => t.Value == "test.system.points"))];
}
