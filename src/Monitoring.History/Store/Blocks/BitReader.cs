using System.Buffers.Binary;

namespace Monitoring.History.Store.Blocks;

/// <summary>Reads what <see cref="BitWriter"/> wrote.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;
    private int position;
    private ulong pending;
    private int pendingBits;

    /// <exception cref="InvalidDataException">The data ends before.</exception>
    public ulong Read(int bits)
    {
        if (bits > 32)
        {
            var high = Read(bits - 32);
            return (high << 32) | Read(32);
        }

        if (pendingBits < bits)
        {
            Refill();
            if (pendingBits < bits)
            {
                throw new InvalidDataException("The block ends too early.");
            }
        }

        pendingBits -= bits;
        return (pending >> pendingBits) & ((1UL << bits) - 1);
    }

    public ulong ReadVariable()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var group = Read(8);
            value |= (group & 127) << shift;
            if (group < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number in the block has no end.");
    }

    // Never more than 63 bits pending: 31 that are left and 32 new ones.
    private void Refill()
    {
        if (data.Length - position >= 4)
        {
            pending = (pending << 32) | BinaryPrimitives.ReadUInt32BigEndian(data[position..]);
            position += 4;
            pendingBits += 32;
            return;
        }

        for (; position < data.Length; position++)
        {
            pending = (pending << 8) | data[position];
            pendingBits += 8;
        }
    }
}
