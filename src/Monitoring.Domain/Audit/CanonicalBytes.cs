using System.Buffers.Binary;
using System.Text;

namespace Monitoring.Domain.Audit;

/// <summary>
/// What is hashed or signed, field by field, each behind its length (32 bits, big-endian; -1: there is none): no two different entries have the same bytes, whatever
/// stands in their fields. Text is UTF-8, numbers are 64 bits, big-endian.
/// </summary>
public sealed class CanonicalBytes
{
    private byte[] bytes = new byte[1024];
    private int length;

    /// <param name="kind">What it is, with its version: one kind is never taken for another.</param>
    public CanonicalBytes(string kind) => Add(kind);

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public CanonicalBytes Add(string? text)
    {
        if (text is null)
        {
            BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);
            return this;
        }

        var size = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(Room(4), size);
        Encoding.UTF8.GetBytes(text, Room(size));
        return this;
    }

    public CanonicalBytes Add(long number)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), number);
        return this;
    }

    public CanonicalBytes Add(byte[]? field)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), field?.Length ?? -1);
        field?.CopyTo(Room(field.Length));
        return this;
    }

    private Span<byte> Room(int size)
    {
        if (length + size > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + size));
        }

        length += size;
        return bytes.AsSpan(length - size, size);
    }
}
