using System.Diagnostics.Metrics;

namespace Monitoring.History.Influx;

/// <summary>One instrument's. For many threads.</summary>
internal sealed class MetricTotal
{
    private readonly Lock gate = new();
    private readonly bool isHistogram;
    private readonly bool isObserved;
    private readonly bool isLast;
    private double sum;
    private double sumBefore;
    private long count;
    private long countBefore;

    private MetricTotal(bool isHistogram, bool isObserved, bool isLast) => (this.isHistogram, this.isObserved, this.isLast) = (isHistogram, isObserved, isLast);

    public static MetricTotal Of(Instrument instrument)
    {
        var kind = instrument.GetType();
        return new MetricTotal(
            kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(Histogram<>),
            instrument.IsObservable,
            kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(Gauge<>));
    }

    public void Add(double value)
    {
        lock (gate)
        {
            sum = isLast ? value : sum + value;
            count++;
        }
    }

    /// <summary>What an observable instrument says is its whole value, not an addition.</summary>
    public void BeginObserving()
    {
        if (isObserved)
        {
            lock (gate)
            {
                sum = 0;
            }
        }
    }

    public void Read(string name, List<(string Metric, double Value)> values)
    {
        lock (gate)
        {
            if (!isHistogram)
            {
                values.Add((name, sum));
                return;
            }

            values.Add(($"{name}.count", count));
            if (count > countBefore)
            {
                values.Add(($"{name}.mean", (sum - sumBefore) / (count - countBefore)));
            }

            (sumBefore, countBefore) = (sum, count);
        }
    }
}
