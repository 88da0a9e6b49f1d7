using System.Buffers;
using System.Text;

namespace Monitoring.History.Influx;

/// <summary>
/// How names and values are spelled in InfluxDB's line protocol. What it can't express (a control character, a backslash at the end of a name) is replaced, in the same way
/// when it is written and when it is asked for.
/// </summary>
internal static class LineProtocol
{
    /// <summary>Characters of a string field: InfluxDB takes 64 KB, and a character is at most four bytes escaped.</summary>
    private const int LongestString = 16_000;

    private static readonly SearchValues<char> InKey = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    private static readonly SearchValues<char> InTag = SearchValues.Create(",= ");
    private static readonly SearchValues<char> InString = SearchValues.Create("\"\\");

    /// <summary>As it is stored: control characters become <c>_</c>, a backslash at the end <c>/</c>, half a surrogate pair U+FFFD.</summary>
    public static string Clean(string name)
    {
        var clean = CleanText(name);
        return clean.EndsWith('\\') ? $"{clean[..^1]}/" : clean;
    }

    /// <summary>A measurement, a tag's key or a field's: names of ours, so that they need no escaping.</summary>
    /// <exception cref="ArgumentException">Not made of letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, beginning with a letter: versions differ in how they read others.</exception>
    public static void WriteKey(IBufferWriter<byte> output, string key)
    {
        if (key.Length == 0 || !char.IsAsciiLetter(key[0]) || key.AsSpan().ContainsAnyExcept(InKey))
        {
            throw new ArgumentException($"'{key}' can't be the name of a measurement, tag or field.", nameof(key));
        }

        Encoding.UTF8.GetBytes(key, output);
    }

    /// <summary>A tag's value; not empty.</summary>
    public static void WriteTag(IBufferWriter<byte> output, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        WriteEscaped(output, Clean(value), InTag);
    }

    /// <summary>A string field, quoted; at most 16,000 characters of it.</summary>
    public static void WriteString(IBufferWriter<byte> output, string value)
    {
        var cut = value.Length <= LongestString ? value : value[..LongestString];
        output.Write("\""u8);
        WriteEscaped(output, CleanText(cut), InString);
        output.Write("\""u8);
    }

    /// <summary>The shortest digits that read back as the same number, always with a decimal point or an exponent, so that the field is a float for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite: line protocol has no word for it.</exception>
    public static void WriteFloat(IBufferWriter<byte> output, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Line protocol has no word for it: leave the field out.");
        }

        var span = output.GetSpan(32);
        value.TryFormat(span, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        if (!span[..length].ContainsAny((byte)'.', (byte)'E'))
        {
            span[length++] = (byte)'.';
            span[length++] = (byte)'0';
        }

        output.Advance(length);
    }

    public static void WriteInteger(IBufferWriter<byte> output, long value)
    {
        var length = WriteDigits(output.GetSpan(24), value);
        output.Advance(length);
        output.Write("i"u8);
    }

    /// <param name="time">Unix milliseconds, UTC.</param>
    public static void WriteTime(IBufferWriter<byte> output, long time)
    {
        output.Write(" "u8);
        output.Advance(WriteDigits(output.GetSpan(24), time));
    }

    private static int WriteDigits(Span<byte> span, long value)
    {
        value.TryFormat(span, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        return length;
    }

    private static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var next = text.IndexOfAny(special);
            Encoding.UTF8.GetBytes(next < 0 ? text : text[..next], output);
            if (next < 0)
            {
                return;
            }

            output.Write([(byte)'\\', (byte)text[next]]);
            text = text[(next + 1)..];
        }
    }

    private static string CleanText(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f') && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) ? "_" : rune.ToString());
        }

        return clean.ToString();
    }
}
