namespace Monitoring.Tests.Server.Access;

/// <summary>What other sites' pages may try with a browser of ours, and what a tampered request may try with our headers.</summary>
public sealed class ForeignRequestTests(SomeServer server) : IClassFixture<SomeServer>
{
    private const string Refused = "Foreign origin.";

    private Uri Address => server.Http.BaseAddress!;

    private string Own => Address.GetLeftPart(UriPartial.Authority);

    public static TheoryData<string> ForeignOrigins =>
    [
        "null", "", "http://evil.example", "https://{host}", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost:{port}", "http://[::1]:{port}", "http://{host}.evil.example", "http://evil{host}",
        "http://sub.{host}", "http://{host}@evil.example", "http://{host}:{port}@evil.example", "http://evil.example#{host}", "http://evil.example/{host}", "http://{host}\\.evil.example", "http://{host}/",
        "http://{host}%00.evil.example", "{host}", "//{host}", "http:{host}", "file://", "chrome-extension://abcdefghijklmnop", "data:text/html,x", "http://{host}, http://evil.example", "http://{host} http://evil.example",
    ];

    private static (string Method, string Target)[] Guarded =>
    [
        ("GET", "/hubs/live"), ("GET", "/HUBS/live?id=x"), ("POST", "/hubs/live/negotiate?negotiateVersion=1"), ("POST", "/api/v1/alarms/x/acknowledge"), ("POST", "/api/v1/plan/try"),
        ("POST", "/api/v1/devices"), ("DELETE", "/api/v1/devices/palu/kitchen/fryer-1"), ("PUT", "/api/v1/account"), ("POST", "/api/v1/session"), ("PATCH", "/"), ("POST", "/"), ("OPTIONS", "/api/v1/areas"), ("FOO", "/api/v1/areas"),
    ];

    [Theory]
    [MemberData(nameof(ForeignOrigins))]
    public async Task No_other_origin_changes_anything_or_follows_anything(string pattern)
    {
        var origin = pattern.Replace("{host}", Address.Authority, StringComparison.Ordinal).Replace("{port}", $"{Address.Port}", StringComparison.Ordinal);
        foreach (var (method, target) in Guarded)
        {
            var answer = await SendAsync(method, target, $"Origin: {origin}");
            Assert.True(answer.Status == 403 && answer.Body.Contains(Refused, StringComparison.Ordinal), $"{method} {target} from '{origin}': {answer.Status} {answer.Body}");
            Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    public async Task A_browser_that_says_that_it_comes_from_elsewhere_is_believed_without_an_origin(string header)
    {
        foreach (var (method, target) in Guarded)
        {
            Assert.Contains(Refused, (await SendAsync(method, target, header)).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_origins_are_no_origin_of_ours()
    {
        Assert.Contains(Refused, (await SendAsync("POST", "/api/v1/plan/try", $"Origin: {Own}", "Origin: http://evil.example")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("own", null)]
    [InlineData("own", "same-origin")]
    [InlineData(null, "none")]
    public async Task Own_pages_and_programs_come_through(string? origin, string? site)
    {
        string[] headers = [.. origin is null ? Array.Empty<string>() : [$"Origin: {Own}"], .. site is null ? Array.Empty<string>() : [$"Sec-Fetch-Site: {site}"]];
        foreach (var (method, target) in Guarded)
        {
            Assert.DoesNotContain(Refused, (await SendAsync(method, target, headers)).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("evil.example:{port}", 400)]
    [InlineData("127.0.0.1.nip.example", 400)]
    [InlineData("localhost@evil.example", 400)]
    [InlineData("evil.example#localhost", 400)]
    [InlineData("localhost, evil.example", 400)]
    [InlineData("local host", 400)]
    [InlineData("192.0.2.77", 400)]
    [InlineData("0.0.0.0", 400)]
    [InlineData("2130706433", 400)]
    [InlineData("0x7f000001", 400)]
    [InlineData("127.1", 400)]
    [InlineData("[::ffff:127.0.0.1]", 400)]
    [InlineData("localhost.", 400)]
    [InlineData("", 400)]
    [InlineData("LOCALHOST", 200)]
    [InlineData("localhost:{port}", 200)]
    [InlineData("[::1]:{port}", 200)]
    public async Task Only_own_names_are_answered(string host, int status)
    {
        var named = host.Replace("{port}", $"{Address.Port}", StringComparison.Ordinal);
        Assert.Equal(status, (await RawHttp.SendAsync(Address, ["GET /healthz/live HTTP/1.1", $"Host: {named}"])).Status);
    }

    [Fact]
    public async Task A_foreign_name_beside_an_own_one_changes_nothing()
    {
        Assert.Equal(400, (await RawHttp.SendAsync(Address, ["GET /healthz/live HTTP/1.1", "Host: localhost", "Host: evil.example"])).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(Address, ["GET http://evil.example/healthz/live HTTP/1.1", "Host: localhost"])).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(Address, ["GET /healthz/live HTTP/1.1"])).Status);
        var forwarded = await RawHttp.SendAsync(Address, ["GET /areas/palu HTTP/1.1", "Host: localhost", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "Forwarded: host=evil.example"]);
        Assert.DoesNotContain("evil.example", forwarded.Headers + forwarded.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_value_of_a_request_becomes_a_header_of_the_answer()
    {
        string[] breaks = ["%0d%0aX-Injected:%20yes", "%0aX-Injected:%20yes", "%0dX-Injected:%20yes", "%e5%98%8a%e5%98%8dX-Injected:%20yes", "%00%0d%0aX-Injected:%20yes", "%250d%250aX-Injected:%20yes", "\u0085X-Injected: yes"];
        string[] places =
        [
            "/areas/palu{0}", "/welcome/{0}", "/api/v1/areas/palu/{0}", "/api/v1/history?signal={0}", "/api/v1/history/export?signal=palu/kitchen/fryer-1/oil_temp&from=0&to=1000&format=csv{0}",
            "/api/v1/history/export?signal={0}&from=0&to=1000&format=csv", "/api/v1/alarms/journal?before={0}", "/api/v1/session/single-sign-on?back=/{0}", "/authority.pem?{0}", "/hubs/live?id={0}",
        ];
        foreach (var target in places.SelectMany(place => breaks.Select(b => place.Replace("{0}", b, StringComparison.Ordinal))))
        {
            var answer = await RawHttp.SendAsync(Address, [$"GET {target} HTTP/1.1", $"Host: {Address.Authority}", .. Key()]);
            Assert.True(answer.Header("X-Injected") is null, $"{target}: {answer.Headers}");
            Assert.True(answer.Status < 500, $"{target}: {answer.Status}");
        }
    }

    [Theory]
    [InlineData("POST /api/v1/plan/try HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked")]
    [InlineData("POST /api/v1/plan/try HTTP/1.1", "Content-Length: 5", "Content-Length: 6")]
    [InlineData("GET /healthz/live HTTP/1.1", "X-Folded: a\r\n b")]
    [InlineData("GET /healthz/live HTTP/1.1", "X Space: a")]
    [InlineData("GET /healthz/live HTTP/1.1", "X-Bare: a\rb")]
    [InlineData("GET /healthz/live HTTP/9.9")]
    public async Task What_two_servers_could_read_in_two_ways_is_refused(string request, params string[] headers)
    {
        var answer = await RawHttp.SendAsync(Address, [request, $"Host: {Address.Authority}", .. headers], "0\r\n\r\n");
        Assert.True(answer.Status is 0 or (>= 400 and < 600 and not 500), $"{answer.Status}");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        var answer = await SendAsync("POST", "/api/v1/alarms/x/acknowledge", [$"Content-Length: {10_000_000}", "Content-Type: application/json", .. Key()]);
        Assert.True(answer.Status is 400 or 401 or 404 or 413, $"{answer.Status}");
    }

    private IEnumerable<string> Key() => server.Http.DefaultRequestHeaders.Authorization is { } key ? [$"Authorization: {key}"] : [];

    private Task<RawHttp> SendAsync(string method, string target, params string[] headers) =>
        RawHttp.SendAsync(Address, [$"{method} {target} HTTP/1.1", $"Host: {Address.Authority}", .. headers.Any(h => h.StartsWith("Content-Length", StringComparison.Ordinal)) ? [] : new[] { "Content-Length: 0" }, .. headers]);
}
