using Monitoring.Domain.Alarms.Measures;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Measures;

/// <summary>A measure under readings: time is covered as in an area whose gap is longer than 10 s.</summary>
internal sealed class Measured(Func<Measure> make)
{
    public const long Noon = 1_795_435_200_000;

    private Measure measure = make();
    private long last;

    public double Value { get; private set; } = double.NaN;

    public Measured Reads(double second, double value, bool holds = true)
    {
        var time = Noon + (long)Math.Round(second * 1000);
        var passed = last == 0 ? 0 : time - last;
        last = time;
        Value = measure.Observe(new Reading(0, time, value), passed is > 0 and <= 10_000 ? passed : 0, holds);
        return this;
    }

    /// <summary>One reading each <paramref name="every"/> seconds, from and to inclusive.</summary>
    public Measured Follows(double from, double to, Func<double, double> curve, double every = 1, bool holds = true)
    {
        for (var second = from; second <= to; second += every)
        {
            Reads(second, curve(second), holds);
        }

        return this;
    }

    public Measured Restarts()
    {
        var memory = measure.Capture();
        Assert.All(memory, number => Assert.True(double.IsFinite(number)));
        measure = make();
        if (!memory.IsEmpty)
        {
            measure.Restore(memory);
        }

        return this;
    }

    /// <summary>What the measure says of each reading is the same if it restarts after any of them.</summary>
    public static bool IsTheSameAfterARestart(Func<Measure> make, IReadOnlyList<(double Second, double Value, bool Holds)> readings, int restart)
    {
        var (whole, restarted) = (new Measured(make), new Measured(make));
        for (var i = 0; i < readings.Count; i++)
        {
            whole.Reads(readings[i].Second, readings[i].Value, readings[i].Holds);
            restarted.Reads(readings[i].Second, readings[i].Value, readings[i].Holds);
            if (!whole.Value.Equals(restarted.Value))
            {
                return false;
            }

            if (i == restart)
            {
                restarted.Restarts();
            }
        }

        return true;
    }
}
