using System.Buffers;

namespace Monitoring.History.Influx;

/// <summary>
/// Any other point, as one line of a batch: <see cref="Begin"/>, tags in the order of their keys, fields, <see cref="End"/>. A field whose value is null or no finite number is left out,
/// as an empty tag is; a point without a field isn't written. Measurement and keys are plain words (<see cref="LineProtocol.WriteKey"/>), values anything.
/// </summary>
internal sealed class PointBuilder(LineBatch batch)
{
    private readonly ArrayBufferWriter<byte> line = new(256);
    private int fields;

    public PointBuilder Begin(string measurement)
    {
        line.ResetWrittenCount();
        fields = 0;
        LineProtocol.WriteKey(line, measurement);
        return this;
    }

    public PointBuilder Tag(string key, string? value)
    {
        if (fields > 0)
        {
            throw new InvalidOperationException("Tags stand before fields.");
        }

        if (!string.IsNullOrEmpty(value))
        {
            line.Write(","u8);
            LineProtocol.WriteKey(line, key);
            line.Write("="u8);
            LineProtocol.WriteTag(line, value);
        }

        return this;
    }

    public PointBuilder Float(string key, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            Key(key);
            LineProtocol.WriteFloat(line, number);
        }

        return this;
    }

    public PointBuilder Integer(string key, long? value)
    {
        if (value is { } number)
        {
            Key(key);
            LineProtocol.WriteInteger(line, number);
        }

        return this;
    }

    public PointBuilder Text(string key, string? value)
    {
        if (value is not null)
        {
            Key(key);
            LineProtocol.WriteString(line, value);
        }

        return this;
    }

    /// <param name="time">Unix milliseconds, UTC.</param>
    public void End(long time)
    {
        if (fields > 0)
        {
            LineProtocol.WriteTime(line, time);
            batch.AddLine(line.WrittenSpan);
        }
    }

    private void Key(string key)
    {
        line.Write(fields++ == 0 ? " "u8 : ","u8);
        LineProtocol.WriteKey(line, key);
        line.Write("="u8);
    }
}
