using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Monitoring.Tests.Server.Access;

/// <summary>Text that would be a program in a careless page: it comes back as text, with a type that no browser guesses at.</summary>
public sealed class MarkupTests(SomeServer server) : IClassFixture<SomeServer>
{
    private static readonly string[] Corpus =
    [
        "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>",
        "<iframe src=javascript:alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "javascript:alert(1)", "<math><mtext></table></math><img src onerror=alert(1)>", "<!--<img src=\"--><img src=x onerror=alert(1)>\">",
        "<style>@import 'http://evil.example/x.css'</style>", "<base href=http://evil.example/>", "<meta http-equiv=refresh content=0;url=http://evil.example/>", "<object data=data:text/html,x>", "<template><script>alert(1)</script></template>",
        "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "<x onclick=alert(1)>", "＜script＞alert(1)＜/script＞", "<scr\0ipt>alert(1)</scr\0ipt>", "<SCRIPT>alert(1)</SCRIPT>", "\u2028alert(1)\u2029", "+ADw-script+AD4-alert(1)",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Routes =>
    [
        "/api/v1/areas/{0}/kitchen", "/api/v1/areas/palu/{0}", "/api/v1/alarms?facility={0}", "/api/v1/alarms?area={0}", "/api/v1/alarms/journal?facility={0}", "/api/v1/alarms/journal?before={0}",
        "/api/v1/history?signal={0}&from=0&to=1000", "/api/v1/history?signal=palu/kitchen/fryer-1/oil_temp&from={0}&to=1000", "/api/v1/history/readings?signal={0}&from=0&to=1000", "/api/v1/history/compliance?signal={0}&from=0&to=1000",
        "/api/v1/history/export?signal={0}&from=0&to=1000&format=csv", "/api/v1/history/export?signal=palu/kitchen/fryer-1/oil_temp&from=0&to=1000&format={0}", "/api/v1/people?facility={0}", "/api/v1/deliveries?facility={0}",
        "/api/v1/alarm-health?facility={0}", "/api/v1/invitations/{0}", "/api/v1/{0}", "/{0}", "/healthz/{0}", "/hubs/live?id={0}", "/openapi/{0}.json",
    ];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_request_with_markup_in_it_is_answered_with_data(string route)
    {
        foreach (var markup in Corpus)
        {
            using var answer = await server.Http.GetAsync(new Uri(string.Format(null, route, Uri.EscapeDataString(markup)), UriKind.Relative), Cancellation);
            await HoldsAsync(answer, markup);
        }
    }

    [Fact]
    public async Task Acts_with_markup_in_their_words_are_answered_and_kept_as_text()
    {
        await server.ReadAsync(SomeServer.Sanitiser, 20);
        foreach (var markup in Corpus)
        {
            using var remark = JsonContent.Create(new { by = markup, note = markup, why = markup, minutes = 5, cause = markup, taken = markup, product = "kept" });
            foreach (var target in new[] { $"/api/v1/alarms/{Uri.EscapeDataString(markup)}/acknowledge", "/api/v1/areas/palu/kitchen/equipment/hand-wash/out-of-service", $"/api/v1/areas/palu/{Uri.EscapeDataString(markup)}/phase" })
            {
                using var answer = await server.Http.PostAsync(new Uri(target, UriKind.Relative), remark, Cancellation);
                await HoldsAsync(answer, markup);
            }

            using var plan = new StringContent($"facilities: [{{ id: \"{markup}\" }}]", Encoding.UTF8, "text/plain");
            using var tried = await server.Http.PostAsync(new Uri("/api/v1/plan/try", UriKind.Relative), plan, Cancellation);
            await HoldsAsync(tried, markup);
        }

        foreach (var shown in new[] { "/api/v1/alarms", "/api/v1/alarms/journal", "/api/v1/areas/palu/kitchen", "/api/v1/rejects" })
        {
            using var answer = await server.Http.GetAsync(new Uri(shown, UriKind.Relative), Cancellation);
            await HoldsAsync(answer, "<script>");
        }
    }

    private static async Task HoldsAsync(HttpResponseMessage answer, string markup)
    {
        var what = $"{answer.RequestMessage!.RequestUri} with {markup}: {(int)answer.StatusCode}";
        Assert.True(answer.StatusCode is not HttpStatusCode.InternalServerError, what);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && body.Length == 0)
        {
            // Refused before it was a request.
            return;
        }

        Assert.True(answer.Headers.TryGetValues("X-Content-Type-Options", out var sniff) && sniff.Single() == "nosniff", what);
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type == "text/html")
        {
            // The page itself, which is the same for everybody.
            Assert.True(!body.Contains(markup, StringComparison.Ordinal), what);
            return;
        }

        Assert.True(body.Length == 0 || type is "application/json" or "application/problem+json" or "text/plain" or "text/csv", $"{what}, {type}");
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        if (type is "application/json" or "application/problem+json")
        {
            // Whole JSON, whatever is in it: the markup didn't break out of its string.
            using var json = JsonDocument.Parse(body);
        }
    }
}
