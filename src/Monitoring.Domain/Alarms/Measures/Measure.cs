using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms.Measures;

/// <summary>What of a signal a rule compares with its limits, if not the value itself; fed with every usable reading in order.</summary>
internal abstract class Measure
{
    /// <param name="covered">Milliseconds since the reading before this one that good data cover; 0 after a gap.</param>
    /// <param name="holds">The rule holds now (its <c>while</c> is so).</param>
    /// <returns>NaN: it can't be told (yet); the rule's delays stand still.</returns>
    public abstract double Observe(in Reading reading, long covered, bool holds);

    /// <returns>Finite numbers with which <see cref="Restore"/> goes on as if nothing had been between; empty: there is nothing to remember.</returns>
    public abstract ImmutableArray<double> Capture();

    /// <summary>What another kind of measure, or one with another window, remembered is passed over: the plan has changed.</summary>
    public abstract void Restore(ImmutableArray<double> memory);

    /// <param name="other">Newest reading of the signal that <see cref="DifferenceTo"/> names; null while that is stale, bad or unknown. Not asked by other measures.</param>
    public static Measure Of(MeasurePlan plan, Func<Reading?> other) => plan switch
    {
        RateOfChange rate => new RateOfChangeMeasure(rate.Window),
        SinceIncrease => new SinceIncreaseMeasure(),
        Unchanged => new UnchangedMeasure(),
        DifferenceTo => new DifferenceMeasure(other),
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan, "Nobody knows how to measure this."),
    };
}
