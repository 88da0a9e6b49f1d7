using System.Numerics;

namespace Monitoring.History.Store.Blocks;

/// <summary>Any doubles, bit by bit: each as the bits in which it differs from the one before (Pelkonen et al., Gorilla, VLDB 2015).</summary>
internal static class XorColumn
{
    public static void Write(BitWriter bits, ReadOnlySpan<double> values)
    {
        var (previous, lead, width) = (0UL, 0, 0);
        foreach (var value in values)
        {
            var current = BitConverter.DoubleToUInt64Bits(value);
            var difference = current ^ previous;
            previous = current;
            if (difference == 0)
            {
                bits.Write(0, 1);
                continue;
            }

            var zeros = Math.Min(BitOperations.LeadingZeroCount(difference), 31);
            var trailing = BitOperations.TrailingZeroCount(difference);
            if (width > 0 && zeros >= lead && trailing >= 64 - lead - width)
            {
                bits.Write(0b10, 2);
            }
            else
            {
                (lead, width) = (zeros, 64 - zeros - trailing);
                bits.Write(0b11, 2);
                bits.Write((ulong)lead, 5);
                bits.Write((ulong)(width - 1), 6);
            }

            bits.Write(difference >> (64 - lead - width), width);
        }
    }

    public static void Read(ref BitReader bits, Span<double> values)
    {
        var (previous, lead, width) = (0UL, 0, 0);
        foreach (ref var value in values)
        {
            if (bits.Read(1) == 1)
            {
                if (bits.Read(1) == 1)
                {
                    lead = (int)bits.Read(5);
                    width = (int)bits.Read(6) + 1;
                }

                previous ^= bits.Read(width) << (64 - lead - width);
            }

            value = BitConverter.UInt64BitsToDouble(previous);
        }
    }
}
