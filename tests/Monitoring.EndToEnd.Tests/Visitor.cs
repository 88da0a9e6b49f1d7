using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Monitoring.EndToEnd.Tests;

/// <summary>Somebody who is signed in as a browser is: with a cookie, and the page's token for what changes anything.</summary>
internal sealed class Visitor : IDisposable
{
    /// <summary>Long enough, and on no list.</summary>
    public const string Password = "vizier oboe lantern 71 quince";

    private const string CookieName = "monitoring";

    private static readonly string[] Rights =
        ["see", "acknowledge", "record", "reset", "shelve", "verify", "service", "review", "readAudit", "manageDevices", "operate"];

    private readonly Uri server;
    private readonly string cookie;

    private Visitor(Uri server, string cookie)
    {
        (this.server, this.cookie) = (server, cookie);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };
        Http.DefaultRequestHeaders.Add("Cookie", $"{CookieName}={cookie}");
    }

    public HttpClient Http { get; }

    /// <summary>Follows a link and chooses a password.</summary>
    public static async Task<Visitor> AcceptAsync(Uri server, string code, string? user, string displayName, CancellationToken cancellation)
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };
        using var answer = await stranger.PostAsJsonAsync($"api/v1/invitations/{code}", new { user, displayName, language = "id", password = Password }, cancellation);
        var session = await ReadAsync(answer, cancellation);
        var secret = answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0].Split('=', 2)).First(c => c[0] == CookieName)[1];
        var visitor = new Visitor(server, secret);
        visitor.Http.DefaultRequestHeaders.Add("X-CSRF-Token", session.GetProperty("csrf").GetString());
        return visitor;
    }

    /// <summary>Makes somebody an account and follows their link for them.</summary>
    public async Task<Visitor> InviteAsync(string user, string displayName, string role, string facility, CancellationToken cancellation)
    {
        using var answer = await Http.PostAsJsonAsync("api/v1/accounts", new { user, displayName, language = "id", grants = new[] { new { role, facility } } }, cancellation);
        var link = (await ReadAsync(answer, cancellation)).GetProperty("link").GetString()!;
        return await AcceptAsync(server, link[(link.LastIndexOf('/') + 1)..], null, displayName, cancellation);
    }

    /// <returns>A key with every right that a key may have over every facility.</returns>
    public async Task<string> MakeKeyAsync(CancellationToken cancellation)
    {
        using var answer = await Http.PostAsJsonAsync("api/v1/keys", new { name = "tests", rights = Rights, facility = (string?)null, area = (string?)null, days = 1 }, cancellation);
        return (await ReadAsync(answer, cancellation)).GetProperty("key").GetString()!;
    }

    /// <summary>A page of a browser in which this person is signed in.</summary>
    public async Task<IPage> OpenAsync(IBrowser browser, string path)
    {
        var page = await (await EnterAsync(browser)).NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A browser in which this person is signed in; addresses are the server's.</summary>
    public async Task<IBrowserContext> EnterAsync(IBrowser browser)
    {
        var context = await browser.NewContextAsync(new() { Locale = "en-GB", BaseURL = server.ToString() });
        await context.AddCookiesAsync([new() { Name = CookieName, Value = cookie, Domain = "localhost", Path = "/", HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        return context;
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}
