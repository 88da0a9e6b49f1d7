using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Alarms.Measures;

/// <summary>
/// Slope over a window, per minute: the median of the slopes between the means of a dozen slices (Theil and Sen), which neither noise nor a few wild readings move.
/// Told anew whenever a slice is full; NaN until data cover two thirds of the window.
/// </summary>
internal sealed class RateOfChangeMeasure(TimeSpan window) : Measure
{
    private const int Slices = 12;
    private const double MillisecondsPerMinute = 60_000;

    /// <summary>With fewer, one wild mean spoils half of the slopes, and so their median.</summary>
    private const int FewestPoints = 5;

    private readonly long window = (long)window.TotalMilliseconds;
    private readonly Point[] points = new Point[Slices];
    private int count;
    private long last;
    private long start;
    private int readings;
    private double times;
    private double values;
    private double coveredTime;
    private double slope = double.NaN;

    public override double Observe(in Reading reading, long covered, bool holds)
    {
        var passed = last == 0 ? 0 : reading.Time - last;
        if (passed < 0 || (covered == 0 && passed > window / 3))
        {
            // A shorter hole leaves two thirds of the window, and the slope over it is as good as before.
            Forget();
            passed = 0;
        }

        last = reading.Time;
        start = readings == 0 ? reading.Time : start;
        readings++;
        times += reading.Time - start;
        values += reading.Value;
        coveredTime += covered;
        if (reading.Time - start + passed >= window / Slices)
        {
            Close();
        }

        return slope;
    }

    public override ImmutableArray<double> Capture() => last == 0 ? [] :
        [window, last, start, readings, times, values, coveredTime, .. points.Take(count).SelectMany(p => (double[])[p.Time, p.Value, p.Covered])];

    public override void Restore(ImmutableArray<double> memory)
    {
        const int Head = 7;
        if (memory.Length < Head || (memory.Length - Head) % 3 != 0 || memory.Length > Head + (3 * Slices) || memory[0] != window)
        {
            return;
        }

        (last, start, readings) = ((long)memory[1], (long)memory[2], (int)memory[3]);
        (times, values, coveredTime) = (memory[4], memory[5], memory[6]);
        count = (memory.Length - Head) / 3;
        for (var i = 0; i < count; i++)
        {
            points[i] = new Point(memory[Head + (3 * i)], memory[Head + (3 * i) + 1], memory[Head + (3 * i) + 2]);
        }

        slope = Slope();
    }

    private void Forget()
    {
        count = readings = 0;
        times = values = coveredTime = 0;
        slope = double.NaN;
    }

    private void Close()
    {
        var point = new Point(start + (times / readings), values / readings, coveredTime);
        var old = count == Slices ? 1 : 0;
        while (old < count && points[old].Time < point.Time - window)
        {
            old++;
        }

        Array.Copy(points, old, points, 0, count - old);
        count -= old;
        points[count++] = point;
        readings = 0;
        times = values = coveredTime = 0;
        slope = Slope();
    }

    private double Slope()
    {
        double known = 0;
        for (var i = 0; i < count; i++)
        {
            known += points[i].Covered;
        }

        if (count < FewestPoints || known < window * 2.0 / 3)
        {
            return double.NaN;
        }

        Span<double> slopes = stackalloc double[Slices * (Slices - 1) / 2];
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                slopes[found++] = (points[j].Value - points[i].Value) / (points[j].Time - points[i].Time);
            }
        }

        slopes = slopes[..found];
        slopes.Sort();
        return (slopes[found / 2] + slopes[(found - 1) / 2]) / 2 * MillisecondsPerMinute;
    }

    /// <param name="Time">Mean of a slice's times, Unix milliseconds.</param>
    /// <param name="Covered">Milliseconds of it that data cover.</param>
    private readonly record struct Point(double Time, double Value, double Covered);
}
