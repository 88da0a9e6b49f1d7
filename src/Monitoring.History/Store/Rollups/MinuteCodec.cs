using Monitoring.Domain.Signals;
using Monitoring.History.Store.Blocks;

namespace Monitoring.History.Store.Rollups;

/// <summary>The minutes of a slot: counts and times as variable integers, then three columns in the codec of the readings, whose checksum they have.</summary>
internal static class MinuteCodec
{
    private const byte Format = 1;
    private const int Columns = 3;

    /// <param name="minutes">At least one; ordered; all of one slot; none empty.</param>
    public static byte[] Encode(IReadOnlyList<Rollup> minutes)
    {
        var bits = new BitWriter();
        bits.Write(Format, 8);
        bits.WriteVariable((ulong)minutes.Count);
        foreach (var minute in minutes)
        {
            bits.WriteVariable((ulong)(minute.Start % Slot.Milliseconds / Resolution.Minute.Milliseconds()));
            bits.WriteVariable((ulong)minute.Count);
            bits.WriteVariable((ulong)minute.Bad);
            bits.WriteVariable((ulong)minute.Good);
            bits.WriteVariable((ulong)minute.Outside.LoLo);
            bits.WriteVariable((ulong)minute.Outside.Lo);
            bits.WriteVariable((ulong)minute.Outside.Hi);
            bits.WriteVariable((ulong)minute.Outside.HiHi);
        }

        var columns = Enumerable.Range(0, Columns).Select(c => BlockCodec.Encode([.. minutes.Select(m => new Point(m.Start, Value(m, c), 0))])).ToArray();
        foreach (var column in columns)
        {
            bits.WriteVariable((ulong)column.Length);
        }

        return [.. bits.ToArray(0), .. columns.SelectMany(c => c)];
    }

    /// <exception cref="InvalidDataException">Damaged, or of a format that this version doesn't know.</exception>
    public static List<Rollup> Decode(ReadOnlySpan<byte> data, long slot)
    {
        var bits = new BitReader(data);
        if (bits.Read(8) is var format and not Format)
        {
            throw new InvalidDataException($"The minutes have format {format}.");
        }

        var count = bits.ReadVariable();
        if (count is 0 or > Slot.Milliseconds / 60_000)
        {
            throw new InvalidDataException($"A slot can't have {count} minutes.");
        }

        var heads = new Rollup[count];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = new Rollup(
                Slot.Start(slot) + ((long)bits.ReadVariable() * Resolution.Minute.Milliseconds()),
                (long)bits.ReadVariable(), (long)bits.ReadVariable(), 0, 0, 0, (long)bits.ReadVariable(),
                new TimeOutside((long)bits.ReadVariable(), (long)bits.ReadVariable(), (long)bits.ReadVariable(), (long)bits.ReadVariable()));
        }

        var lengths = new int[Columns];
        for (var c = 0; c < Columns; c++)
        {
            lengths[c] = (int)Math.Min(bits.ReadVariable(), int.MaxValue);
        }

        return Join(heads, data, lengths);
    }

    private static List<Rollup> Join(Rollup[] heads, ReadOnlySpan<byte> data, int[] lengths)
    {
        var columns = new Point[Columns][];
        var start = data.Length - lengths.Sum(l => (long)l);
        for (var c = 0; c < Columns; c++)
        {
            if (start < 0 || start + lengths[c] > data.Length)
            {
                throw new InvalidDataException("The minutes are cut off.");
            }

            columns[c] = new Point[heads.Length];
            if (BlockCodec.Decode(data.Slice((int)start, lengths[c]), ref columns[c]) != heads.Length)
            {
                throw new InvalidDataException("The minutes' columns differ in length.");
            }

            start += lengths[c];
        }

        return [.. heads.Select((h, i) => h with { Sum = columns[0][i].Value, Minimum = columns[1][i].Value, Maximum = columns[2][i].Value })];
    }

    private static double Value(in Rollup minute, int column) => column == 0 ? minute.Sum : column == 1 ? minute.Minimum : minute.Maximum;
}
