using CsCheck;
using Monitoring.History.Store;
using Monitoring.History.Store.Blocks;

namespace Monitoring.Tests.History.Store;

public sealed class BlockCodecTests
{
    private static readonly double[] Special =
        [0.0, -0.0, double.NaN, double.MaxValue, double.Epsilon, double.PositiveInfinity, 0.1 + 0.2, 1e22, 4503599627370497, -9007199254740993];

    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Int[-1000, 3000].Select(i => i / 10.0), Gen.Int.Select(i => i / 1000.0), Gen.Double, Gen.Long.Select(BitConverter.Int64BitsToDouble),
        Gen.Int[0, Special.Length - 1].Select(i => Special[i]));

    private static readonly Gen<long> Step = Gen.OneOf(Gen.Const(1000L), Gen.Long[1, 2000], Gen.Long[1, 600_000], Gen.Long[1, 1L << 40]);

    [Fact]
    public void Every_bit_of_any_points_comes_back() =>
        Gen.Select(Gen.Long[0, Slot.EndOfTime], Gen.Select(Step, Value, Gen.UShort[0, 0x1FF]).Array[1, 700])
            .Sample((start, steps) => RoundTrips([.. Points(start, steps)]));

    /// <summary>As sensors send: one form of value for a whole block, few changes of quality.</summary>
    [Fact]
    public void Every_bit_of_a_sensors_points_comes_back() =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 300], Gen.Int[1, 700], Gen.Int).Sample((digits, spread, count, seed) =>
        {
            var random = new Random(seed);
            return RoundTrips([.. Enumerable.Range(0, count).Select(i =>
                new Point(1_795_000_200_000 + (i * 1000) + random.Next(0, 20), Math.Round(140 + (spread * (random.NextDouble() - 0.5)), digits), (ushort)(i % 97 == 0 ? 0 : 192)))]);
        });

    [Theory]
    [InlineData(0.0, 1, 35)]
    [InlineData(1.0, 1, 500)]
    [InlineData(1.0, 2, 800)]
    [InlineData(1.0, 15, 4600)]
    public void A_slot_of_a_second_by_second_signal_takes_few_bytes(double noise, int digits, int atMost)
    {
        var random = new Random(3);
        var points = Enumerable.Range(0, 600).Select(i => new Point(1_795_000_200_000 + (i * 1000), Math.Round(140.1 + (noise * (random.NextDouble() - 0.5)), digits), 192));
        Assert.InRange(BlockCodec.Encode([.. points]).Length, 1, atMost);
    }

    [Fact]
    public void A_flipped_bit_or_a_cut_is_always_noticed()
    {
        var data = BlockCodec.Encode([.. Enumerable.Range(0, 100).Select(i => new Point(i * 1000, i / 7.0, 192))]);
        Point[] points = [];
        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            var damaged = data.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => BlockCodec.Decode(damaged, ref points));
        }

        for (var length = 0; length < data.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => BlockCodec.Decode(data.AsSpan(0, length), ref points));
        }
    }

    private static IEnumerable<Point> Points(long time, (long Step, double Value, ushort Code)[] steps)
    {
        foreach (var (step, value, code) in steps)
        {
            yield return new Point(time, value, code);
            time += step;
        }
    }

    private static bool RoundTrips(Point[] points)
    {
        Point[] decoded = [];
        var count = BlockCodec.Decode(BlockCodec.Encode(points), ref decoded);
        return count == points.Length && points.Zip(decoded).All(pair =>
            pair.First.Time == pair.Second.Time
            && pair.First.Code == pair.Second.Code
            && BitConverter.DoubleToInt64Bits(Canonical(pair.First.Value)) == BitConverter.DoubleToInt64Bits(pair.Second.Value));
    }

    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;
}
