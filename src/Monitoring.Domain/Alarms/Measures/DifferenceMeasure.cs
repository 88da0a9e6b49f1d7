using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms.Measures;

/// <summary>How far the value is from another signal's, whichever is higher; NaN while the other can't be trusted.</summary>
internal sealed class DifferenceMeasure(Func<Reading?> other) : Measure
{
    public override double Observe(in Reading reading, long covered, bool holds) =>
        other() is { Quality: Quality.Good } twin ? Math.Abs(reading.Value - twin.Value) : double.NaN;

    public override ImmutableArray<double> Capture() => [];

    public override void Restore(ImmutableArray<double> memory)
    {
    }
}
