using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Domain.Escalation;

namespace Monitoring.Server.Notifications;

/// <summary>A notice as a webhook's receiver gets it.</summary>
/// <param name="SentAt">Unix milliseconds, UTC.</param>
internal sealed record WebhookMessage(
    string Id, string Facility, string Person, int Step, IReadOnlyList<string> Alarms, string Worst, string Subject, string Body, long SentAt)
{
    public const string SignatureHeader = "Monitoring-Signature";
    public const string IdempotencyHeader = "Idempotency-Key";

    public static HttpRequestMessage Request(Notice notice, Uri address, string secret, DateTimeOffset now)
    {
        var worst = JsonNamingPolicy.CamelCase.ConvertName(notice.Worst.ToString());
        var message = new WebhookMessage(
            notice.Id, notice.Facility, notice.Person, notice.Step, notice.Alarms, worst, notice.Subject, notice.Body, now.ToUnixTimeMilliseconds());
        var body = JsonSerializer.SerializeToUtf8Bytes(message, WebhookJson.Default.WebhookMessage);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Monitoring", typeof(WebhookMessage).Assembly.GetName().Version?.ToString(3)));
        request.Headers.Add(SignatureHeader, Sign(body, secret, now.ToUnixTimeSeconds()));
        request.Headers.Add(IdempotencyHeader, Printable(notice.Id));
        return request;
    }

    /// <summary>
    /// <c>t=SECONDS,v1=HEX</c>: HMAC-SHA256 over the seconds, a dot and the body, with the secret's UTF-8 bytes as the key. A receiver refuses what is minutes old.
    /// </summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret, long seconds)
    {
        var time = seconds.ToString(CultureInfo.InvariantCulture);
        var signed = (byte[])[.. Encoding.ASCII.GetBytes(time), (byte)'.', .. body];
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    /// <summary>Ids are of printable ASCII but for a person's odd one: what a header can't carry is replaced, and the body has the id as it is.</summary>
    private static string Printable(string id) => string.Create(id.Length, id, (span, text) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = text[i] is > ' ' and < (char)0x7f ? text[i] : '_';
        }
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;
