using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Tests.History.Influx;

/// <summary>
/// The write endpoint of a dialect, as its maker describes it, for what the real server at hand can't answer. Strict: a request that isn't exactly right is a complaint, which fails the test.
/// A line with the word <c>poison</c> is refused, and good lines beside it are kept (1.x, 3.x) or not (2.x). The script may answer first.
/// </summary>
internal sealed class ScriptedInflux : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SomeWrites expected;
    private int requests;

    private ScriptedInflux(WebApplication app, SomeWrites expected) => (this.app, this.expected) = (app, expected);

    /// <summary>What to do with a request, by its number from 0 on; true: it is answered.</summary>
    public delegate Task<bool> Script(HttpContext context, int number, string[] lines);

    public Uri Address => new(app.Urls.Single());

    public ConcurrentDictionary<string, int> Taken { get; } = new();

    public ConcurrentQueue<string> Complaints { get; } = [];

    public int Requests => requests;

    public static async Task<ScriptedInflux> StartAsync(InfluxDialect dialect, Script? script = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new ScriptedInflux(builder.Build(), new SomeWrites(dialect));
        server.app.Run(context => server.AnswerAsync(context, script));
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Answers with a status and a text, as JSON where it is JSON.</summary>
    public static async Task<bool> SaysAsync(HttpContext context, int status, string text = "", params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = text.StartsWith('{') ? "application/json" : text.StartsWith('<') ? "text/html" : "text/plain";
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        if (status != StatusCodes.Status204NoContent)
        {
            await context.Response.WriteAsync(text, context.RequestAborted);
        }

        return true;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Script? script)
    {
        var number = Interlocked.Increment(ref requests) - 1;
        string[] lines;
        try
        {
            lines = await expected.ReadAsync(context.Request);
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidDataException)
        {
            Complaints.Enqueue(wrong.Message);
            await SaysAsync(context, 400, """{"error":"the request is wrong"}""");
            return;
        }

        if (script is null || !await script(context, number, lines))
        {
            await JudgeAsync(context, lines);
        }
    }

    private async Task JudgeAsync(HttpContext context, string[] lines)
    {
        var bad = Array.FindIndex(lines, l => l.Contains("poison", StringComparison.Ordinal));
        if (bad < 0 || expected.Dialect != InfluxDialect.V2)
        {
            foreach (var line in lines.Where(l => !l.Contains("poison", StringComparison.Ordinal)))
            {
                Taken.AddOrUpdate(line, 1, (_, times) => times + 1);
            }
        }

        var line1 = bad < 0 ? "" : JsonEncodedText.Encode(lines[bad]).Value;
        await (bad < 0 ? SaysAsync(context, 204) : expected.Dialect switch
        {
            InfluxDialect.V1 => SaysAsync(context, 400, $$"""{"error":"partial write: unable to parse '{{line1}}': invalid field format dropped=0"}""", ("X-Influxdb-Error", "partial write")),
            InfluxDialect.V2 => SaysAsync(context, 400, $$"""{"code":"invalid","message":"unable to parse '{{line1}}': invalid field format"}"""),
            _ => SaysAsync(context, 400, $$"""{"error":"partial write of line protocol occurred","data":[{"original_line":"{{line1}}","line_number":{{bad + 1}},"error_message":"invalid field format"}]}"""),
        });
    }
}

/// <summary>What a write request of a dialect must be.</summary>
internal sealed class SomeWrites(InfluxDialect dialect)
{
    public InfluxDialect Dialect => dialect;

    public async Task<string[]> ReadAsync(HttpRequest request)
    {
        Is("method", "POST", request.Method);
        Is("path", dialect == InfluxDialect.V1 ? "/write" : "/api/v2/write", request.Path);
        var query = QueryHelpers.ParseQuery(request.QueryString.Value).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{q.Key}={q.Value}");
        Is("query", dialect switch
        {
            InfluxDialect.V1 => $"db={InfluxServer.Database} precision=ms",
            InfluxDialect.V2 => $"bucket={InfluxServer.Database} org=kitchens & co precision=ms",
            _ => $"bucket={InfluxServer.Database} precision=ms",
        }, string.Join(' ', query));
        Is("Authorization", dialect switch
        {
            InfluxDialect.V1 => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{InfluxServer.User}:{InfluxServer.Password}"))}",
            InfluxDialect.V2 => $"Token {InfluxServer.Password}",
            _ => $"Bearer {InfluxServer.Password}",
        }, request.Headers.Authorization);
        Is("Content-Encoding", "gzip", request.Headers.ContentEncoding);
        Is("Content-Type", "text/plain; charset=utf-8", request.ContentType);
        using var sent = new MemoryStream();
        await request.Body.CopyToAsync(sent, request.HttpContext.RequestAborted);
        sent.Position = 0;
        using var text = new StreamReader(new GZipStream(sent, CompressionMode.Decompress), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
        var body = await text.ReadToEndAsync();
        Is("end", "\n", body[^1..]);
        var lines = body[..^1].Split('\n');
        Array.ForEach(lines, l => LineReader.Read(l));
        return lines;
    }

    private static void Is(string what, string expected, string? found)
    {
        if (found != expected)
        {
            throw new InvalidDataException($"{what}: {found} instead of {expected}");
        }
    }
}
