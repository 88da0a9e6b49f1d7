using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Monitoring.History.Influx;

/// <summary>InfluxDB over HTTP. For many threads.</summary>
internal sealed class InfluxClient : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly HttpClient http;
    private readonly InfluxTarget target;
    private readonly InfluxOptions options;
    private readonly TimeProvider time;
    private readonly string? secret;
    private readonly ConcurrentBag<MemoryStream> buffers = [];
    private int databaseTried;

    /// <exception cref="InvalidOperationException">The settings name no server.</exception>
    public InfluxClient(IOptions<InfluxOptions> options, TimeProvider time)
    {
        (this.options, this.time) = (options.Value, time);
        target = new InfluxTarget(this.options);
        secret = this.options.Secret()?.Read();
        http = new HttpClient(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseDrainSize = 64 * 1024,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Authorization = target.Authorization;
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Monitoring", null));
    }

    public InfluxOptions Options => options;

    /// <summary>For people: scheme, host and port.</summary>
    public string Server => target.Name;

    /// <summary>Writes lines, compressed, in one request.</summary>
    /// <exception cref="OperationCanceledException">Nothing else is thrown: all that can go wrong is an outcome.</exception>
    public async Task<WriteOutcome> WriteAsync(ReadOnlyMemory<byte> lines, int count, CancellationToken cancellation)
    {
        if (!buffers.TryTake(out var buffer))
        {
            buffer = new MemoryStream(64 * 1024);
        }

        buffer.SetLength(0);
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(lines.Span);
        }

        var (outcome, missing) = await TryAsync(async ending =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, target.Write) { Content = new ByteArrayContent(buffer.GetBuffer(), 0, (int)buffer.Length) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
            request.Content.Headers.ContentEncoding.Add("gzip");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending);
            var isTaken = response.StatusCode == HttpStatusCode.NoContent;
            var words = isTaken ? new ServerWords("", IsInflux: true) : await ServerWords.ReadAsync(response, secret, ending);
            // A log-in page in between says 200 too.
            var isPage = response is { StatusCode: HttpStatusCode.OK, Content.Headers.ContentType.MediaType: "text/html" };
            var judged = isPage ? WriteJudge.Unlike($"200: {words.Text}") : WriteJudge.Judge(response.StatusCode, words, count, WaitOf(response.Headers.RetryAfter), options);
            return (judged, response.StatusCode == HttpStatusCode.NotFound && words.Text.Contains("database not found", StringComparison.Ordinal));
        }, failed => (failed, false), cancellation);
        if (outcome is WriteOutcome.Taken)
        {
            // Only then has the whole request surely been sent, so that nobody reads the buffer any more.
            buffers.Add(buffer);
        }

        HistoryMetrics.InfluxRequests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.GetType().Name));
        return missing && options.CreateDatabase && Interlocked.Exchange(ref databaseTried, 1) == 0 ? await CreateDatabaseAsync(outcome, cancellation) : outcome;
    }

    /// <summary>The server's own answer: status and headers have come, the body is still to be read. The caller disposes it.</summary>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public Task<HttpResponseMessage> QueryAsync(string query, CancellationToken cancellation) => http.GetAsync(target.Query(query), HttpCompletionOption.ResponseHeadersRead, cancellation);

    /// <inheritdoc cref="QueryAsync"/>
    public Task<HttpResponseMessage> PingAsync(CancellationToken cancellation) => http.GetAsync(target.Ping, HttpCompletionOption.ResponseHeadersRead, cancellation);

    public Task<ServerWords> ReadWordsAsync(HttpResponseMessage response, CancellationToken cancellation) => ServerWords.ReadAsync(response, secret, cancellation);

    public void Dispose() => http.Dispose();

    private Task<WriteOutcome> CreateDatabaseAsync(WriteOutcome missing, CancellationToken cancellation) => TryAsync<WriteOutcome>(async ending =>
    {
        var (address, body) = target.CreateDatabase();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await http.PostAsync(address, content, ending);
        var words = await ServerWords.ReadAsync(response, secret, ending);
        return response.IsSuccessStatusCode && !words.IsInflux
            ? new WriteOutcome.Retry("The database has just been made")
            : new WriteOutcome.Misconfigured($"{((WriteOutcome.Misconfigured)missing).What} Making it failed ({(int)response.StatusCode}: {words.Text}).");
    }, failed => failed, cancellation);

    /// <summary>What a request comes to, or why there is no answer.</summary>
    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> request, Func<WriteOutcome, T> failed, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await request(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return failed(new WriteOutcome.Retry($"{Server} didn't answer within {options.Timeout.TotalSeconds:0.#} s"));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return failed(new WriteOutcome.Misconfigured(
                $"No encrypted connection to {Server} ({(e.InnerException ?? e).Message}). Install its certificate's authority on this machine, or correct Influx:Address."));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return failed(new WriteOutcome.Retry($"{Server} can't be reached ({e.Message})"));
        }
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? asked)
    {
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait > LongestWait ? LongestWait : wait >= TimeSpan.Zero ? wait : null;
    }
}
