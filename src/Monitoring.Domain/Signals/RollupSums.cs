namespace Monitoring.Domain.Signals;

/// <summary>Gathers a signal's readings, in order of time, into roll-ups of equal width.</summary>
/// <param name="from">Start of the first roll-up: a multiple of <paramref name="width"/>. Readings before it only stand into the range.</param>
/// <param name="gapAfter">Milliseconds for which a reading stands if no other follows: <see cref="Coverage.GapAfter"/>.</param>
public sealed class RollupSums(long from, int cells, long width, long gapAfter, SignalLimits limits)
{
    /// <summary>A value that a person entered stands until the next; in the figures no longer than a day.</summary>
    public const long LongestStand = 86_400_000;

    private readonly Cell[] sums = new Cell[cells];
    private readonly long to = from + (cells * width);
    private readonly long stands = Math.Min(gapAfter, LongestStand);
    private long previous = long.MinValue;
    private double value;
    private Quality quality;

    /// <summary>Later than the one before.</summary>
    public void Add(long time, double value, Quality quality)
    {
        Stand(time);
        (previous, this.value, this.quality) = (time, value, quality);
        if (time < from || time >= to)
        {
            return;
        }

        ref var cell = ref sums[(time - from) / width];
        if (quality == Quality.Bad)
        {
            cell.Bad++;
            return;
        }

        cell.Minimum = cell.Count == 0 ? value : Math.Min(cell.Minimum, value);
        cell.Maximum = cell.Count == 0 ? value : Math.Max(cell.Maximum, value);
        cell.Sum += value;
        cell.Count++;
    }

    /// <summary>Lets the last reading stand to the end of the range, if it does.</summary>
    /// <param name="until">No longer than to this time.</param>
    /// <returns>The roll-ups that something is in, in order.</returns>
    public List<Rollup> End(long until = long.MaxValue)
    {
        Stand(until);
        List<Rollup> result = [];
        for (var i = 0; i < sums.Length; i++)
        {
            ref readonly var cell = ref sums[i];
            var rollup = cell.Count > 0
                ? new Rollup(from + (i * width), cell.Count, cell.Bad, Rounded(cell.Sum), cell.Minimum, cell.Maximum, cell.Good, cell.Outside)
                : Rollup.Empty(from + (i * width)) with { Bad = cell.Bad, Good = cell.Good, Outside = cell.Outside };
            if (!rollup.IsEmpty)
            {
                result.Add(rollup);
            }
        }

        return result;
    }

    // Sums of decimal values get their decimals back: they mean the same and take a quarter of the space.
    private static double Rounded(double sum) => Math.Abs(sum) < 1e9 ? Math.Round(sum, 6) : sum;

    private void Stand(long until)
    {
        if (previous == long.MinValue || quality != Quality.Good)
        {
            return;
        }

        var end = Math.Min(Math.Min(until, to), previous + stands);
        for (var at = Math.Max(previous, from); at < end;)
        {
            var index = (at - from) / width;
            var part = Math.Min(end, from + ((index + 1) * width)) - at;
            ref var cell = ref sums[index];
            cell.Good += part;
            cell.Outside = cell.Outside.Plus(new TimeOutside(
                value <= limits.LoLo ? part : 0, value <= limits.Lo ? part : 0, value >= limits.Hi ? part : 0, value >= limits.HiHi ? part : 0));
            at += part;
        }
    }

    private struct Cell
    {
        public long Count;
        public long Bad;
        public double Sum;
        public double Minimum;
        public double Maximum;
        public long Good;
        public TimeOutside Outside;
    }
}
