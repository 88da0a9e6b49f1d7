using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms.Measures;

/// <summary>Minutes since a counter last grew, of the time in which data came and the rule held. A counter that falls was switched on anew: it counts on from there.</summary>
internal sealed class SinceIncreaseMeasure : Measure
{
    private const double Kind = 1;

    private double counter = double.NaN;
    private long waited;

    public override double Observe(in Reading reading, long covered, bool holds)
    {
        waited = reading.Value > counter ? 0 : waited + (holds ? covered : 0);
        counter = reading.Value;
        return waited / 60_000.0;
    }

    public override ImmutableArray<double> Capture() => double.IsNaN(counter) ? [] : [Kind, counter, waited];

    public override void Restore(ImmutableArray<double> memory)
    {
        if (memory is [Kind, var known, var since])
        {
            (counter, waited) = (known, (long)since);
        }
    }
}
