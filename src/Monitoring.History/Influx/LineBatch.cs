using System.Buffers;

namespace Monitoring.History.Influx;

/// <summary>Lines of line protocol, one after the other in one buffer that is used again and again. For one thread.</summary>
internal sealed class LineBatch : IBufferWriter<byte>
{
    private byte[] bytes = new byte[64 * 1024];
    private int[] ends = new int[1024];
    private int length;

    /// <summary>Whole lines.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the whole lines.</summary>
    public int Length => Count == 0 ? 0 : ends[Count - 1];

    public ReadOnlyMemory<byte> All => Lines(0, Count);

    /// <summary>Some of the lines, each with its line feed. Valid until the batch is written to again.</summary>
    public ReadOnlyMemory<byte> Lines(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Count);
        var start = first == 0 ? 0 : ends[first - 1];
        return count == 0 ? default : bytes.AsMemory(start, ends[first + count - 1] - start);
    }

    /// <summary>Ends the line that was written since the last.</summary>
    public void EndLine()
    {
        GetSpan(1)[0] = (byte)'\n';
        length++;
        if (Count == ends.Length)
        {
            Array.Resize(ref ends, ends.Length * 2);
        }

        ends[Count++] = length;
    }

    /// <summary>Adds lines that were encoded before: each with its line feed or without the last.</summary>
    public void AddLine(ReadOnlySpan<byte> line)
    {
        this.Write(line.TrimEnd((byte)'\n'));
        EndLine();
    }

    public void Clear() => (Count, length) = (0, 0);

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(length);
    }

    private void Reserve(int size)
    {
        if (bytes.Length - length < Math.Max(size, 1))
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + size));
        }
    }
}
