using System.Net;
using System.Text;

namespace Monitoring.Tests.Server.Access;

public sealed class BrowserProtectionTests(SomeServer server) : IClassFixture<SomeServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_tells_the_browser_to_trust_nothing_else()
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/v1/areas", UriKind.Relative), Cancellation);
        Assert.StartsWith("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "DENY", "no-referrer"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
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
        using var content = new StringContent("""{"by":"Ibu Sari"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/alarms/palu.kitchen.hand-wash.sanitiser.strength.1/acknowledge") { Content = content };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        }

        using var answer = await server.Http.SendAsync(request, Cancellation);
        Assert.Equal(status, answer.StatusCode);
    }
}
