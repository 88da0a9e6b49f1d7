using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Monitoring.History.Influx;

/// <summary>What a server's answer says, in few bytes: 1.x repeats every bad line, tens of kilobytes of them.</summary>
/// <param name="Text">One line, at most 500 characters; never empty.</param>
/// <param name="IsInflux">The answer has InfluxDB's form; a proxy's page hasn't.</param>
internal sealed record ServerWords(string Text, bool IsInflux)
{
    private const int MostRead = 8 * 1024;
    private const int MostTold = 500;

    /// <summary>Reads the start of the answer's body; that it breaks off there changes nothing.</summary>
    public static async Task<ServerWords> ReadAsync(HttpResponseMessage response, string? secret, CancellationToken cancellation)
    {
        var bytes = new byte[MostRead];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            length = await body.ReadAtLeastAsync(bytes, MostRead, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // The status has been heard already.
        }

        return Of(
            Encoding.UTF8.GetString(bytes, 0, length), response.Headers.TryGetValues("X-Influxdb-Error", out var error) ? error.FirstOrDefault() : null, secret);
    }

    /// <param name="header">1.x says its error there too.</param>
    /// <param name="secret">Taken out, should a server repeat it.</param>
    public static ServerWords Of(string body, string? header, string? secret)
    {
        var said = ErrorIn(body) ?? header;
        var text = said ?? body;
        foreach (var form in secret is null ? [] : new[] { secret, JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value })
        {
            text = text.Replace(form, "***", StringComparison.Ordinal);
        }

        var clean = new StringBuilder(MostTold);
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (clean.Length >= MostTold)
            {
                clean.Append('…');
                break;
            }

            clean.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return new ServerWords(clean.Length == 0 ? "(no text)" : clean.ToString(), said is not null);
    }

    // The body may be cut off in the middle, so that it isn't JSON any more: its beginning is enough.
    private static string? ErrorIn(string body)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body), isFinalBlock: false, default);
        string? found = null, code = null, first = null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString();
                    if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                    {
                        continue;
                    }

                    found ??= name is "error" or "message" ? reader.GetString() : null;
                    code ??= name is "code" ? reader.GetString() : null;
                    first ??= name is "error_message" ? reader.GetString() : null;
                }
            }
        }
        catch (JsonException)
        {
            // No JSON, or broken: what was found before counts.
        }

        found ??= body.StartsWith("{\"error\":\"", StringComparison.Ordinal) ? body["{\"error\":\"".Length..] : code;
        return found is not null && first is not null ? $"{found}: {first}" : found;
    }
}
