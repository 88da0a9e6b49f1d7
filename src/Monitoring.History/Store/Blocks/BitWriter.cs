using System.Buffers.Binary;

namespace Monitoring.History.Store.Blocks;

/// <summary>Writes numbers of any width, highest bit first.</summary>
internal sealed class BitWriter
{
    private byte[] buffer = new byte[1024];
    private int length;
    private ulong pending;
    private int pendingBits;

    /// <param name="bits">0 to 64; of the value the lowest ones are taken.</param>
    public void Write(ulong value, int bits)
    {
        if (bits > 32)
        {
            Write(value >> 32, bits - 32);
            bits = 32;
        }

        pending = (pending << bits) | (value & ((1UL << bits) - 1));
        pendingBits += bits;
        if (pendingBits >= 32)
        {
            pendingBits -= 32;
            Reserve(4);
            BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(length), (uint)(pending >> pendingBits));
            length += 4;
        }
    }

    /// <summary>Small numbers in few bits: groups of seven, each announced by one bit.</summary>
    public void WriteVariable(ulong value)
    {
        for (; value >= 128; value >>= 7)
        {
            Write(128 | (value & 127), 8);
        }

        Write(value, 8);
    }

    /// <summary>What was written, filled up to whole bytes, with room for <paramref name="trailer"/> bytes behind.</summary>
    public byte[] ToArray(int trailer)
    {
        if (pendingBits > 0)
        {
            var whole = (pendingBits + 7) / 8;
            Reserve(8);
            BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(length), pending << (64 - pendingBits));
            length += whole;
        }

        var result = new byte[length + trailer];
        buffer.AsSpan(0, length).CopyTo(result);
        return result;
    }

    private void Reserve(int bytes)
    {
        if (length + bytes > buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
