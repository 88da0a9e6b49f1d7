using System.Diagnostics.Metrics;
using Monitoring.History.Influx;

namespace Monitoring.Tests.History.Influx;

public sealed class MetricTotalsTests : IDisposable
{
    private readonly MetricTotals totals = new();
    private readonly Meter meter = new(MetricTotals.MeterName);

    // Instruments of other tests are on the same meter.
    private readonly string prefix = $"test.{Guid.NewGuid():N}";

    [Fact]
    public void A_counter_is_a_running_total_over_all_its_attributes()
    {
        var counter = meter.CreateCounter<long>($"{prefix}.a");
        Assert.Equal([("a", 0)], Read());
        counter.Add(3, new KeyValuePair<string, object?>("reason", "x"));
        counter.Add(4, new KeyValuePair<string, object?>("reason", "y"));
        Assert.Equal([("a", 7)], Read());
        counter.Add(1);
        Assert.Equal([("a", 8)], Read());
    }

    [Fact]
    public void Up_down_counters_and_gauges_are_their_value()
    {
        var depth = meter.CreateUpDownCounter<int>($"{prefix}.depth");
        var level = meter.CreateGauge<double>($"{prefix}.level");
        var asked = 5L;
        meter.CreateObservableGauge($"{prefix}.pumps", () => new Measurement<long>[] { new(asked), new(2, new KeyValuePair<string, object?>("pump", 2)) });
        depth.Add(10);
        depth.Add(-4);
        level.Record(1.5);
        level.Record(0.25);

        Assert.Equal([("depth", 6), ("level", 0.25), ("pumps", 7)], Read());
        asked = 1;
        Assert.Equal([("depth", 6), ("level", 0.25), ("pumps", 3)], Read());
    }

    [Fact]
    public void A_histogram_is_a_running_count_and_the_mean_since_it_was_last_read()
    {
        var duration = meter.CreateHistogram<double>($"{prefix}.took");
        duration.Record(1);
        duration.Record(3);
        Assert.Equal([("took.count", 2), ("took.mean", 2)], Read());
        Assert.Equal([("took.count", 2)], Read());
        duration.Record(10);
        Assert.Equal([("took.count", 3), ("took.mean", 10)], Read());
    }

    [Fact]
    public void Meters_of_others_are_none_of_its_business()
    {
        using var foreign = new Meter("Foreign");
        foreign.CreateCounter<long>($"{prefix}.foreign").Add(1);
        Assert.Empty(Read());
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_threads_measure()
    {
        var counter = meter.CreateCounter<double>($"{prefix}.many");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 25_000; i++)
            {
                counter.Add(0.5);
            }
        })));
        Assert.Equal([("many", 50_000)], Read());
    }

    public void Dispose()
    {
        meter.Dispose();
        totals.Dispose();
    }

    private (string, double)[] Read() =>
        [.. totals.Read().Where(t => t.Metric.StartsWith(prefix, StringComparison.Ordinal)).Select(t => (t.Metric[(prefix.Length + 1)..], t.Value))];
}
