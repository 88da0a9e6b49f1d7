using System.Diagnostics.Metrics;

namespace Monitoring.History.Influx;

/// <summary>
/// What the instruments of this system's meter have come to since this was made, over all their attributes: counters as running totals, up-down counters and gauges as
/// their value, a histogram as <c>name.count</c> (running) and <c>name.mean</c> (since it was last read). For many threads.
/// </summary>
internal sealed class MetricTotals : IDisposable
{
    public const string MeterName = "Monitoring";

    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MetricTotal> totals = new(StringComparer.Ordinal);

    public MetricTotals()
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == MeterName)
            {
                l.EnableMeasurementEvents(instrument, TotalOf(instrument));
            }
        };
        listener.SetMeasurementEventCallback<int>(static (_, value, _, total) => ((MetricTotal)total!).Add(value));
        listener.SetMeasurementEventCallback<long>(static (_, value, _, total) => ((MetricTotal)total!).Add(value));
        listener.SetMeasurementEventCallback<double>(static (_, value, _, total) => ((MetricTotal)total!).Add(value));
        listener.Start();
    }

    /// <summary>In the order of their names.</summary>
    /// <exception cref="AggregateException">A gauge of ours failed when asked.</exception>
    public List<(string Metric, double Value)> Read()
    {
        var all = All();
        foreach (var (_, total) in all)
        {
            total.BeginObserving();
        }

        listener.RecordObservableInstruments();
        List<(string, double)> values = [];
        foreach (var (name, total) in all)
        {
            total.Read(name, values);
        }

        return values;
    }

    public void Dispose() => listener.Dispose();

    private KeyValuePair<string, MetricTotal>[] All()
    {
        lock (gate)
        {
            return [.. totals];
        }
    }

    // Two instruments of one name (a test's second host has its own) are one metric.
    private MetricTotal TotalOf(Instrument instrument)
    {
        lock (gate)
        {
            if (!totals.TryGetValue(instrument.Name, out var total))
            {
                totals.Add(instrument.Name, total = MetricTotal.Of(instrument));
            }

            return total;
        }
    }
}
