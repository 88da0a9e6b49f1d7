using System.Net.Sockets;
using System.Text;

namespace Monitoring.Tests.Server.Access;

/// <summary>A request byte by byte, as no well-behaved client would send it, and its answer.</summary>
internal sealed record RawHttp(int Status, string Headers, string Body)
{
    /// <param name="lines">Request line and headers; <c>Connection: close</c> is added.</param>
    /// <returns>Status 0: the server ended the connection without an answer.</returns>
    public static async Task<RawHttp> SendAsync(Uri server, string[] lines, string body = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = string.Join("\r\n", [.. lines, "Connection: close", "", body]);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }

        var text = Encoding.UTF8.GetString(answer.ToArray());
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? new RawHttp(0, "", text) : new RawHttp(int.Parse(text.AsSpan(9, 3), provider: null), text[..end], text[(end + 4)..]);
    }

    public static Task<RawHttp> GetAsync(Uri server, string target, string? key = null) =>
        SendAsync(server, [$"GET {target} HTTP/1.1", $"Host: {server.Authority}", .. key is null ? Array.Empty<string>() : [$"Authorization: {key}"]]);

    public string? Header(string name) =>
        Headers.Split("\r\n").FirstOrDefault(h => h.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
