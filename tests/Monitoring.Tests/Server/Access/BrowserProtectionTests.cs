using System.Net;
using System.Text;

namespace Monitoring.Tests.Server.Access;

public sealed class BrowserProtectionTests(SomeServer server) : IClassFixture<SomeServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/areas", "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox")]
    [InlineData("/api/v1/nothing", "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox")]
    [InlineData("/healthz/live", "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox")]
    public async Task Every_answer_tells_the_browser_that_it_is_data_and_not_to_keep_it(string path, string policy)
    {
        using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(
            (policy, "nosniff", "DENY", "no-referrer", "same-origin", "same-origin"),
            (Header("Content-Security-Policy"), Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy"), Header("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));

        string Header(string name) => answer.Headers.GetValues(name).Single();
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("kitchen.evil.example", HttpStatusCode.BadRequest)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/areas") { Headers = { Host = host } };
        using var answer = await server.Http.SendAsync(request, Cancellation);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.NotFound)]
    [InlineData("own", HttpStatusCode.NotFound)]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Only_own_pages_and_programs_may_change_anything(string? origin, HttpStatusCode status)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/alarms/palu.kitchen.hand-wash.sanitiser.strength.1/acknowledge") { Content = content };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        }

        using var answer = await server.Http.SendAsync(request, Cancellation);
        Assert.Equal(status, answer.StatusCode);
    }
}
