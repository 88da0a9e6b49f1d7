using System.Numerics;

namespace Monitoring.History.Store.Blocks;

/// <summary>
/// Small signed numbers in few bits (Rice code): the high part as a row of ones, the low part as it is. How many bits are low is chosen for the column;
/// a column of zeros (regular times, a value that stands still) takes six bits in all.
/// </summary>
internal static class RiceColumn
{
    private const int LowBits = 6;
    private const int AllZero = 63;
    private const int Widest = 56;

    /// <summary>From here on the number follows whole: one outlier must not widen its column.</summary>
    private const int Escape = 20;

    public static void Write(BitWriter bits, ReadOnlySpan<long> numbers)
    {
        var low = ChooseLow(numbers);
        bits.Write((ulong)low, LowBits);
        if (low == AllZero)
        {
            return;
        }

        foreach (var number in numbers)
        {
            var folded = Fold(number);
            var high = folded >> low;
            if (high < Escape)
            {
                bits.Write(((1UL << (int)high) - 1) << 1, (int)high + 1);
                bits.Write(folded, low);
            }
            else
            {
                bits.Write((1UL << Escape) - 1, Escape);
                bits.Write(folded, 64);
            }
        }
    }

    public static void Read(ref BitReader bits, Span<long> numbers)
    {
        var low = (int)bits.Read(LowBits);
        if (low == AllZero)
        {
            numbers.Clear();
            return;
        }

        foreach (ref var number in numbers)
        {
            var high = 0UL;
            while (high < Escape && bits.Read(1) == 1)
            {
                high++;
            }

            number = Unfold(high == Escape ? bits.Read(64) : (high << low) | bits.Read(low));
        }
    }

    private static int ChooseLow(ReadOnlySpan<long> numbers)
    {
        var all = 0UL;
        foreach (var number in numbers)
        {
            all |= Fold(number);
        }

        if (all == 0)
        {
            return AllZero;
        }

        var (best, least) = (0, long.MaxValue);
        for (var low = 0; low <= Math.Min(Widest, 64 - BitOperations.LeadingZeroCount(all)); low++)
        {
            var cost = Cost(numbers, low);
            if (cost < least)
            {
                (best, least) = (low, cost);
            }
        }

        return best;
    }

    private static long Cost(ReadOnlySpan<long> numbers, int low)
    {
        var cost = 0L;
        foreach (var number in numbers)
        {
            var high = Fold(number) >> low;
            cost += high < Escape ? (long)high + 1 + low : Escape + 64;
        }

        return cost;
    }

    // 0, -1, 1, -2, … become 0, 1, 2, 3, …
    private static ulong Fold(long number) => (ulong)((number << 1) ^ (number >> 63));

    private static long Unfold(ulong folded) => (long)(folded >> 1) ^ -(long)(folded & 1);
}
