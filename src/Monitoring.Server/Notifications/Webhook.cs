using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Monitoring.Domain.Escalation;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

/// <summary>One address that notices are posted to. Of the address only server and port are ever told: the rest may hold a key.</summary>
internal sealed class Webhook(WebhookOptions options, string secret, HttpClient http, TrustedAuthorities authorities, TimeProvider time)
{
    private const int MostRead = 1024;

    /// <summary>Longer than any sensible wait: then the caller's own schedule is better.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Uri address = new(options.Address!);

    /// <summary>What no answer may repeat, longest first: the secret, and each part of the address, which may hold a key.</summary>
    private readonly string[] secrets = SecretsOf(new Uri(options.Address!), secret);

    private string Server => $"{address.Host}:{address.Port}";

    public Task<SendResult> PostAsync(Notice notice, CancellationToken cancellation) => TryAsync(async ending =>
    {
        using var request = WebhookMessage.Request(notice, address, secret, time.GetUtcNow());
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending);
        return await JudgeAsync(response, ending);
    }, cancellation);

    /// <summary>As far as one gets without posting anything: a connection, encrypted where it must be. Behind a proxy, to that.</summary>
    public Task<SendResult> ConnectAsync(CancellationToken cancellation) => TryAsync(async ending =>
    {
        var proxy = HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);
        var goal = proxy ?? address;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(goal.DnsSafeHost, goal.Port, ending);
        if (proxy is null && address.Scheme == Uri.UriSchemeHttps)
        {
            await using var stream = new NetworkStream(socket);
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true, authorities.Believes);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, ending);
        }

        return new SendResult(SendStatus.Taken, $"{Server}: connected.");
    }, cancellation);

    private async Task<SendResult> TryAsync(Func<CancellationToken, Task<SendResult>> attempt, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await attempt(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendResult(SendStatus.Failed, $"{Server}: no answer within {options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or AuthenticationException)
        {
            return new SendResult(SendStatus.Failed, AnswerText.Clean($"{Server} can't be reached: {AnswerText.Of(failure)}", secrets));
        }
    }

    private static string[] SecretsOf(Uri address, string secret)
    {
        string[] parts = [address.PathAndQuery, address.AbsolutePath, address.Query, address.Query.TrimStart('?')];
        return [.. parts.SelectMany(p => new[] { p, Uri.UnescapeDataString(p) }).Append(secret).Distinct().OrderByDescending(p => p.Length)];
    }

    private async Task<SendResult> JudgeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var said = AnswerText.Clean($"{Server}: {(int)response.StatusCode} {await ReadStartAsync(response, cancellation)}", secrets);
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(SendStatus.Taken, said),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests =>
                new(SendStatus.Failed, said, WaitOf(response.Headers.RetryAfter)),
            < HttpStatusCode.BadRequest => new(SendStatus.Refused, $"{said}. Redirects aren't followed: write the final address into the settings."),
            _ => new(SendStatus.Refused, said),
        };
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? asked)
    {
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait >= TimeSpan.Zero && wait <= LongestWait ? wait : null;
    }

    /// <summary>What came back, for the log. The status has been heard already: that it breaks off here changes nothing.</summary>
    private static async Task<string> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var start = new byte[MostRead];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            length = await body.ReadAtLeastAsync(start, MostRead, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            return "(the answer's text broke off)";
        }

        return Encoding.UTF8.GetString(start, 0, length);
    }
}
