using System.Buffers.Binary;
using System.Numerics;

namespace Monitoring.History.Store.Blocks;

/// <summary>
/// The points of a slot, column by column: format, count, times (differences of differences), codes (run by run), values, checksum. Gives back every bit
/// (a NaN as <see cref="double.NaN"/>).
/// </summary>
internal static class BlockCodec
{
    private const byte Format = 1;
    private const int ChecksumBytes = 4;
    private const int AsBits = 15;

    /// <summary>Marks a run of codes whose points have no number.</summary>
    private const ulong NoNumber = 1 << 16;

    /// <summary>A count beyond this is damage, not data: it must not be allocated.</summary>
    private const int MostPoints = 50_000_000;

    /// <param name="points">At least one; ordered by time.</param>
    public static byte[] Encode(ReadOnlySpan<Point> points)
    {
        var bits = new BitWriter();
        bits.Write(Format, 8);
        bits.WriteVariable((ulong)points.Length);
        WriteTimes(bits, points);
        WriteCodes(bits, points);
        WriteValues(bits, points);
        var data = bits.ToArray(ChecksumBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(data.Length - ChecksumBytes), Checksum(data.AsSpan(0, data.Length - ChecksumBytes)));
        return data;
    }

    /// <param name="points">Grows if it is too small.</param>
    /// <returns>How many points there are.</returns>
    /// <exception cref="InvalidDataException">The block is damaged, or of a format that this version doesn't know.</exception>
    public static int Decode(ReadOnlySpan<byte> data, ref Point[] points)
    {
        var body = data.Length > ChecksumBytes ? data[..^ChecksumBytes] : throw new InvalidDataException("The block is too short.");
        if (Checksum(body) != BinaryPrimitives.ReadUInt32LittleEndian(data[^ChecksumBytes..]))
        {
            throw new InvalidDataException("The block's checksum is wrong.");
        }

        var bits = new BitReader(body);
        if (bits.Read(8) is var format and not Format)
        {
            throw new InvalidDataException($"The block has format {format}.");
        }

        var announced = bits.ReadVariable();
        if (announced is 0 or > MostPoints)
        {
            throw new InvalidDataException($"The block claims {announced} points.");
        }

        var count = (int)announced;
        if (points.Length < count)
        {
            points = new Point[count];
        }

        var times = new long[count];
        ReadTimes(ref bits, times);
        var codes = new ulong[count];
        var values = new double[count];
        ReadValues(ref bits, values.AsSpan(0, ReadCodes(ref bits, codes)));
        for (int i = 0, v = 0; i < count; i++)
        {
            points[i] = new Point(times[i], codes[i] < NoNumber ? values[v++] : double.NaN, (ushort)codes[i]);
        }

        return count;
    }

    private static void WriteTimes(BitWriter bits, ReadOnlySpan<Point> points)
    {
        bits.WriteVariable((ulong)points[0].Time);
        if (points.Length == 1)
        {
            return;
        }

        var step = points[1].Time - points[0].Time;
        bits.WriteVariable((ulong)step);
        var changes = new long[points.Length - 2];
        for (var i = 2; i < points.Length; i++)
        {
            var next = points[i].Time - points[i - 1].Time;
            changes[i - 2] = next - step;
            step = next;
        }

        RiceColumn.Write(bits, changes);
    }

    private static void ReadTimes(ref BitReader bits, Span<long> times)
    {
        times[0] = (long)bits.ReadVariable();
        if (times.Length == 1)
        {
            return;
        }

        var step = (long)bits.ReadVariable();
        times[1] = times[0] + step;
        RiceColumn.Read(ref bits, times[2..]);
        for (var i = 2; i < times.Length; i++)
        {
            step += times[i];
            times[i] = times[i - 1] + step;
        }
    }

    private static void WriteCodes(BitWriter bits, ReadOnlySpan<Point> points)
    {
        for (int i = 0, run; i < points.Length; i += run)
        {
            var code = CodeOf(points[i]);
            for (run = 1; i + run < points.Length && CodeOf(points[i + run]) == code;)
            {
                run++;
            }

            bits.Write(code, 17);
            bits.WriteVariable((ulong)run);
        }
    }

    /// <returns>How many points have a number.</returns>
    private static int ReadCodes(ref BitReader bits, Span<ulong> codes)
    {
        var numbers = 0;
        for (int i = 0, run; i < codes.Length; i += run)
        {
            var code = bits.Read(17);
            var length = bits.ReadVariable();
            run = length <= (ulong)(codes.Length - i) ? (int)length : throw new InvalidDataException("The block's codes run over its end.");
            codes.Slice(i, run).Fill(code);
            numbers += code < NoNumber ? run : 0;
        }

        return numbers;
    }

    private static void WriteValues(BitWriter bits, ReadOnlySpan<Point> points)
    {
        var values = new double[points.Length];
        var count = 0;
        foreach (var point in points)
        {
            if (!double.IsNaN(point.Value))
            {
                values[count++] = point.Value;
            }
        }

        if (count == 0)
        {
            return;
        }

        var numbers = values.AsSpan(0, count);
        var whole = new long[count];
        if (DecimalColumn.TryScale(numbers, whole, out var digits))
        {
            bits.Write((ulong)digits, 4);
            DecimalColumn.Write(bits, whole);
        }
        else
        {
            bits.Write(AsBits, 4);
            XorColumn.Write(bits, numbers);
        }
    }

    private static void ReadValues(ref BitReader bits, Span<double> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var form = (int)bits.Read(4);
        if (form <= DecimalColumn.MaximumDigits)
        {
            DecimalColumn.Read(ref bits, form, values);
        }
        else
        {
            XorColumn.Read(ref bits, values);
        }
    }

    private static ulong CodeOf(in Point point) => point.Code | (double.IsNaN(point.Value) ? NoNumber : 0);

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        for (; data.Length >= 8; data = data[8..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }

        foreach (var value in data)
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return ~sum;
    }
}
