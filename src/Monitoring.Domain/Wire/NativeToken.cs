using System.Text.Json;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Wire;

/// <summary>The values that may stand behind a key. Each reads one whole value, also a wrong one, and throws only what the JSON reader throws.</summary>
internal static class NativeToken
{
    public static RejectReason ReadValue(ref Utf8JsonReader json, out double value)
    {
        value = double.NaN;
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return !json.TryGetDouble(out value) ? RejectReason.ValueNotANumber
                    : double.IsFinite(value) ? RejectReason.None
                    : RejectReason.ValueInfinite;
            case JsonTokenType.True:
                value = 1;
                return RejectReason.None;
            case JsonTokenType.False:
                value = 0;
                return RejectReason.None;
            case JsonTokenType.Null:
            case JsonTokenType.String when json.ValueSpan.SequenceEqual("nan"u8) || json.ValueSpan.SequenceEqual("NaN"u8):
                return RejectReason.None;
            default:
                json.Skip();
                return RejectReason.ValueNotANumber;
        }
    }

    public static RejectReason ReadTime(ref Utf8JsonReader json, out long time)
    {
        time = 0;
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return json.TryGetInt64(out time) ? RejectReason.None : RejectReason.TimeNotReadable;
            case JsonTokenType.String when !json.ValueIsEscaped && json.TryGetDateTimeOffset(out var instant):
                time = instant.ToUnixTimeMilliseconds();
                return HasZone(json.ValueSpan) ? RejectReason.None : RejectReason.TimeWithoutZone;
            default:
                json.Skip();
                return RejectReason.TimeNotReadable;
        }
    }

    public static RejectReason ReadQuality(ref Utf8JsonReader json, out Quality quality)
    {
        quality = Quality.Good;
        var text = json.TokenType == JsonTokenType.String ? json.ValueSpan : default;
        json.Skip();
        if (text.SequenceEqual("good"u8))
        {
            return RejectReason.None;
        }

        quality = text.SequenceEqual("uncertain"u8) ? Quality.Uncertain : Quality.Bad;
        return quality == Quality.Uncertain || text.SequenceEqual("bad"u8) ? RejectReason.None : RejectReason.QualityUnknown;
    }

    /// <param name="text">A date that can be read: after its <c>T</c>, a sign six places before the end can only be an offset's.</param>
    private static bool HasZone(ReadOnlySpan<byte> text) =>
        text[^1] == (byte)'Z' || (text.Length > 16 && text.Contains((byte)'T') && text[^6] is (byte)'+' or (byte)'-');
}
