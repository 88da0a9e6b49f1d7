using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Monitoring.Simulator.Devices;

/// <summary>The native topics and payloads of a station.</summary>
internal static class NativePayload
{
    public static string SignalTopic(string facility, string area, string equipment, string signal) =>
        string.Create(CultureInfo.InvariantCulture, $"v1/{facility}/{area}/{equipment}/{signal}");

    /// <summary>Retained <c>online</c> or, as last will too, <c>offline</c>.</summary>
    public static string StatusTopic(string facility, string area, string equipment) => SignalTopic(facility, area, equipment, "status");

    /// <summary>One sample as an object, several of the same signal as an array.</summary>
    public static byte[] Encode(ReadOnlySpan<Sample> samples)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * samples.Length);
        using var json = new Utf8JsonWriter(buffer);
        if (samples.Length != 1)
        {
            json.WriteStartArray();
        }

        foreach (var sample in samples)
        {
            Write(json, sample);
        }

        if (samples.Length != 1)
        {
            json.WriteEndArray();
        }

        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Sample sample)
    {
        var measured = !double.IsNaN(sample.Value);
        json.WriteStartObject();
        if (measured)
        {
            json.WriteNumber("v"u8, sample.Value);
        }
        else
        {
            json.WriteNull("v"u8);
        }

        json.WriteNumber("t"u8, sample.Time);
        json.WriteString("q"u8, measured ? "good"u8 : "bad"u8);
        json.WriteNumber("seq"u8, sample.Sequence);
        json.WriteEndObject();
    }
}
