namespace Monitoring.History.Store.Blocks;

/// <summary>Values that are decimals with few digits, as sensors send them, kept as differences of whole numbers; only if that gives back every bit.</summary>
internal static class DecimalColumn
{
    public const int MaximumDigits = 9;

    private const double LargestWhole = 1L << 52;

    private static readonly double[] Scales = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    /// <summary>Finds the fewest digits after the point that hold every value exactly.</summary>
    /// <param name="whole">The values times ten to the power of <paramref name="digits"/>.</param>
    public static bool TryScale(ReadOnlySpan<double> values, long[] whole, out int digits)
    {
        for (digits = 0; digits <= MaximumDigits;)
        {
            var misfit = Scale(values, whole, digits);
            if (misfit < 0)
            {
                return true;
            }

            // The value that didn't fit decides how many digits to try next; the rest need no look before.
            do
            {
                digits++;
            }
            while (digits <= MaximumDigits && !Fits(values[misfit], digits, out _));
        }

        return false;
    }

    public static void Write(BitWriter bits, Span<long> whole)
    {
        bits.WriteVariable((ulong)whole[0] << 1 ^ (ulong)(whole[0] >> 63));
        for (var i = whole.Length - 1; i > 0; i--)
        {
            whole[i] -= whole[i - 1];
        }

        RiceColumn.Write(bits, whole[1..]);
    }

    public static void Read(ref BitReader bits, int digits, Span<double> values)
    {
        var first = bits.ReadVariable();
        var current = (long)(first >> 1) ^ -(long)(first & 1);
        var differences = new long[values.Length - 1];
        RiceColumn.Read(ref bits, differences);
        var scale = Scales[digits];
        values[0] = current / scale;
        for (var i = 1; i < values.Length; i++)
        {
            values[i] = (current += differences[i - 1]) / scale;
        }
    }

    /// <returns>The index of the first value that doesn't fit; -1: all do.</returns>
    private static int Scale(ReadOnlySpan<double> values, long[] whole, int digits)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!Fits(values[i], digits, out whole[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // Whole number and scale are exact, so that their quotient is the double nearest to the decimal: the one that was parsed. Minus zero doesn't survive, and so doesn't fit.
    private static bool Fits(double value, int digits, out long whole)
    {
        var scaled = Math.Round(value * Scales[digits]);
        whole = Math.Abs(scaled) < LargestWhole ? (long)scaled : 0;
        return BitConverter.DoubleToInt64Bits(whole / Scales[digits]) == BitConverter.DoubleToInt64Bits(value);
    }
}
