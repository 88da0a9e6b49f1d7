using System.Collections.Immutable;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>
/// The course of a temperature over the last half minute: means of five seconds, of which the median of three is believed, so that neither noise nor a single
/// wild reading shows. Its clock stands still while no data come.
/// </summary>
internal sealed class TemperatureTrace
{
    /// <summary>Milliseconds.</summary>
    public const long Window = 30_000;

    private const long Slice = 5_000;
    private const int Slices = 8;

    private readonly (long Clock, double Value)[] course = new (long, double)[Slices];
    private int count;
    private long last;
    private long start;
    private int readings;
    private double sum;
    private double older;
    private double old;
    private int means;

    /// <summary>Milliseconds in which data came, since the first reading.</summary>
    public long Clock { get; private set; }

    /// <summary>There is enough to see where it goes.</summary>
    public bool IsKnown => count > 0 && Clock - course[0].Clock >= Window - Slice;

    public bool HasValue => count > 0;

    public double Value => course[count - 1].Value;

    /// <summary>How much it has changed within the window.</summary>
    public double Change => Value - course[First(Window)].Value;

    /// <summary>The highest of so many last milliseconds of <see cref="Clock"/>.</summary>
    public double Highest(long within)
    {
        var highest = Value;
        for (var i = First(within); i < count; i++)
        {
            highest = Math.Max(highest, course[i].Value);
        }

        return highest;
    }

    /// <summary>Milliseconds by which the reading comes after, or before, the one that came last; 0: there was none.</summary>
    public long Distance(in Reading reading) => last == 0 ? 0 : reading.Time - last;

    /// <summary>True: <see cref="Value"/> is new.</summary>
    /// <param name="covered">Milliseconds since the reading before this one that data cover.</param>
    public bool Observe(in Reading reading, long covered)
    {
        var passed = covered > 0 ? covered : Distance(reading);
        if (passed < 0 || (covered == 0 && passed > Window))
        {
            // Nobody knows what it did meanwhile: what comes isn't compared with what was.
            count = means = readings = 0;
            passed = 0;
        }

        last = reading.Time;
        Clock += passed;
        (start, sum) = readings == 0 ? (Clock, 0) : (start, sum);
        (readings, sum) = (readings + 1, sum + reading.Value);
        return Clock - start + passed >= Slice && Believe(sum / readings);
    }

    public ImmutableArray<double> Capture() =>
        [Clock, last, start, readings, sum, older, old, means, .. course.Take(count).SelectMany(c => (double[])[c.Clock, c.Value])];

    /// <summary>What isn't of its own form is passed over.</summary>
    public void Restore(ReadOnlySpan<double> memory)
    {
        const int Head = 8;
        if (memory.Length is < Head or > Head + (2 * Slices))
        {
            return;
        }

        (Clock, last, start, readings) = ((long)memory[0], (long)memory[1], (long)memory[2], (int)memory[3]);
        (sum, older, old, means) = (memory[4], memory[5], memory[6], (int)memory[7]);
        count = (memory.Length - Head) / 2;
        for (var i = 0; i < count; i++)
        {
            course[i] = ((long)memory[Head + (2 * i)], memory[Head + (2 * i) + 1]);
        }
    }

    private bool Believe(double mean)
    {
        readings = 0;
        if (means++ >= 2)
        {
            if (count == Slices)
            {
                Array.Copy(course, 1, course, 0, --count);
            }

            course[count++] = (Clock, Math.Max(Math.Min(older, old), Math.Min(Math.Max(older, old), mean)));
        }

        (older, old) = (old, mean);
        return means > 2;
    }

    private int First(long within)
    {
        var first = count - 1;
        while (first > 0 && course[first - 1].Clock >= Clock - within)
        {
            first--;
        }

        return first;
    }
}
