using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Monitoring.Tests.Server.Access;

/// <summary>What came back.</summary>
/// <param name="Json">Undefined: there was none.</param>
public sealed record Answer(HttpStatusCode Status, JsonElement Json, HttpResponseMessage Message)
{
    /// <summary>Of a refusal.</summary>
    public string? Reason => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("reason", out var reason) ? reason.GetString() : null;

    public string[] Cookies => Message.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
}

/// <summary>Keeps cookies as a browser does, and sends the page's token with changes as the dashboard does.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
    private readonly HttpClient http;

    public Browser(Uri server, string? agent)
    {
        http = new HttpClient(handler) { BaseAddress = server };
        if (agent is not null)
        {
            http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        }
    }

    /// <summary>By name; a test may put its own.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    public string? Csrf { get; set; }

    public Uri Server => http.BaseAddress!;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> SignInAsync(string user, string password, string? code = null) => SendAsync(HttpMethod.Post, "/api/v1/session", new { user, password, code });

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        if (Csrf is not null && method != HttpMethod.Get)
        {
            request.Headers.Add("X-CSRF-Token", Csrf);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var message = await http.SendAsync(request, Cancellation);
        var text = await message.Content.ReadAsStringAsync(Cancellation);
        var json = text.Length > 0 && message.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true ? JsonDocument.Parse(text).RootElement : default;
        var answer = new Answer(message.StatusCode, json, message);
        foreach (var cookie in answer.Cookies)
        {
            Keep(cookie);
        }

        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("csrf", out var csrf))
        {
            Csrf = csrf.GetString();
        }

        return answer;
    }

    /// <summary>Who the server says is signed in here; null: nobody.</summary>
    public async Task<string?> WhoAsync()
    {
        var caller = (await GetAsync("/api/v1/session")).Json.GetProperty("caller");
        return caller.ValueKind == JsonValueKind.Null ? null : caller.GetProperty("name").GetString();
    }

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    private void Keep(string cookie)
    {
        var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
        if (value.Length == 0)
        {
            Cookies.Remove(name);
        }
        else
        {
            Cookies[name] = value;
        }
    }
}
