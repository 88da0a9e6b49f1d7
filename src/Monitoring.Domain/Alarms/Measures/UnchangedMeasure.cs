using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms.Measures;

/// <summary>Minutes for which the value has been exactly the same, of the time that data cover.</summary>
internal sealed class UnchangedMeasure : Measure
{
    private const double Kind = 2;

    private double value = double.NaN;
    private long same;

    public override double Observe(in Reading reading, long covered, bool holds)
    {
        same = reading.Value == value ? same + covered : 0;
        value = reading.Value;
        return same / 60_000.0;
    }

    public override ImmutableArray<double> Capture() => double.IsNaN(value) ? [] : [Kind, value, same];

    public override void Restore(ImmutableArray<double> memory)
    {
        if (memory is [Kind, var known, var since])
        {
            (value, same) = (known, (long)since);
        }
    }
}
