using System.Buffers;
using System.Text.Json;

namespace Monitoring.Domain.Wire;

/// <summary>
/// The payload of our own devices: <c>{"v":146.3,"t":"2026-11-23T00:15:02Z","q":"good","seq":81234}</c>, <c>{"t":…,"values":{"oil_temp":146.3}}</c>,
/// an array of either, and <c>online</c>/<c>offline</c>. Bytes in, readings or rejects out; no input makes it throw, and one reading needs no memory.
/// </summary>
public static class NativePayload
{
    /// <summary>Longest payload that is looked at.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 8, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Decodes a message of a known topic. What <paramref name="into"/> held before is gone.</summary>
    public static void Decode(in ReadOnlySequence<byte> payload, Route route, Receipt receipt, DecodedMessage into)
    {
        into.Clear();
        if (payload.Length > MaxBytes)
        {
            into.Reject(RejectReason.PayloadTooLarge);
        }
        else if (payload.IsSingleSegment)
        {
            Decode(payload.FirstSpan, route, receipt, into);
        }
        else
        {
            Decode(payload.ToArray(), route, receipt, into);
        }
    }

    private static void Decode(ReadOnlySpan<byte> payload, Route route, Receipt receipt, DecodedMessage into)
    {
        if (route.Kind == RouteKind.Status)
        {
            DecodeStatus(payload, into);
            return;
        }

        try
        {
            var json = new Utf8JsonReader(payload, Strict);
            json.Read();
            DecodeRoot(ref json, new NativeElement(route, receipt, into), into);
            json.Read();
        }
        catch (JsonException)
        {
            // What stood before the broken place can't be trusted either: perhaps a number was cut.
            into.Clear();
            into.Reject(RejectReason.NotJson);
        }
    }

    private static void DecodeRoot(ref Utf8JsonReader json, NativeElement element, DecodedMessage into)
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            element.Read(ref json);
        }
        else if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    element.Read(ref json);
                }
                else
                {
                    json.Skip();
                    into.Reject(RejectReason.WrongShape);
                }
            }
        }
        else
        {
            into.Reject(RejectReason.WrongShape);
        }
    }

    private static void DecodeStatus(ReadOnlySpan<byte> payload, DecodedMessage into)
    {
        into.Online = payload.SequenceEqual("online"u8) || payload.SequenceEqual("Online"u8) ? true
            : payload.SequenceEqual("offline"u8) || payload.SequenceEqual("Offline"u8) ? false
            : null;
        if (into.Online is null)
        {
            into.Reject(RejectReason.StatusUnknown);
        }
    }
}
