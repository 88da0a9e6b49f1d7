namespace Monitoring.History.Store.Blocks;

/// <summary>What is known of a block without decoding it.</summary>
/// <param name="Count">All points, bad ones too.</param>
/// <param name="Minimum">Of the points that aren't bad, as are maximum and sum; NaN: there are none.</param>
internal readonly record struct BlockSummary(long Count, long Bad, long First, long Last, double Minimum, double Maximum, double Sum)
{
    public static BlockSummary Of(ReadOnlySpan<Point> points)
    {
        var (bad, minimum, maximum, sum) = (0L, double.PositiveInfinity, double.NegativeInfinity, 0.0);
        foreach (ref readonly var point in points)
        {
            if (point.IsBad)
            {
                bad++;
                continue;
            }

            minimum = Math.Min(minimum, point.Value);
            maximum = Math.Max(maximum, point.Value);
            sum += point.Value;
        }

        return bad == points.Length
            ? new BlockSummary(points.Length, bad, points[0].Time, points[^1].Time, double.NaN, double.NaN, 0)
            : new BlockSummary(points.Length, bad, points[0].Time, points[^1].Time, minimum, maximum, sum);
    }
}

/// <summary>A block ready to be written.</summary>
internal readonly record struct SealedBlock(long Key, BlockSummary Summary, byte[] Data)
{
    public static SealedBlock Of(int series, long slot, ReadOnlySpan<Point> points) => new(Slot.Key(series, slot), BlockSummary.Of(points), BlockCodec.Encode(points));
}
