using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Access;

/// <summary>Lists show what a caller may see; what is named outside of it is refused in a sentence.</summary>
public sealed class NarrowingTests(TwoSites server) : IClassFixture<TwoSites>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<SomeCaller> Cook => server.SignedInAsync(Role.Operator, "palu", "kitchen");

    private Task<SomeCaller> HeadOfPalu => server.SignedInAsync(Role.FacilityHead);

    private Task<SomeCaller> Maintainer => server.SignedInAsync(Role.Maintainer);

    [Fact]
    public async Task Lists_hold_what_the_caller_may_see()
    {
        Assert.Equal(["palu"], await NamesAsync(Cook, "/api/v1/facilities", "id"));
        Assert.Equal(["kitchen"], await NamesAsync(Cook, "/api/v1/areas", "area"));
        Assert.Equal(["palu", "palu"], await NamesAsync(HeadOfPalu, "/api/v1/areas", "facility"));
        Assert.Equal(["sari", "budi"], await NamesAsync(Cook, "/api/v1/people", "id"));
        Assert.Equal(4, (await NamesAsync(Task.FromResult(server.Everybody), "/api/v1/areas", "facility")).Length);
        Assert.Equal(4, (await NamesAsync(Task.FromResult(server.Everybody), "/api/v1/people", "facility")).Length);
    }

    [Theory]
    [InlineData("/api/v1/areas/palu/workshop")]
    [InlineData("/api/v1/areas/poso/kitchen")]
    [InlineData("/api/v1/areas/atlantis/kitchen")]
    [InlineData("/api/v1/alarms?facility=poso")]
    [InlineData("/api/v1/alarms?facility=palu&area=workshop")]
    [InlineData("/api/v1/alarms/journal?facility=poso")]
    [InlineData("/api/v1/alarms/journal?facility=palu&area=workshop")]
    [InlineData("/api/v1/alarms/journal?alarm=poso.kitchen.fryer-1.oil_temp.fire.1")]
    [InlineData("/api/v1/people?facility=poso")]
    [InlineData("/api/v1/history?from=1&to=2&signal=poso/kitchen/fridge/temp")]
    [InlineData("/api/v1/history?from=1&to=2&signal=palu/kitchen/fridge/temp&signal=palu/workshop/store/humidity")]
    [InlineData("/api/v1/history/readings?from=1&to=2&signal=palu/workshop/store/humidity")]
    public async Task A_cook_of_one_kitchen_asks_for_no_other_place(string path) => await RefusedAsync(Cook, path, "see");

    [Theory]
    [InlineData("/api/v1/history/export?from=1&to=2&format=csv&signal=poso/kitchen/fridge/temp")]
    [InlineData("/api/v1/history/compliance?from=60000&to=120000&signal=poso/kitchen/fridge/temp")]
    [InlineData("/api/v1/history/compliance?from=60000&to=120000&area=poso/kitchen")]
    [InlineData("/api/v1/plan")]
    [InlineData("/api/v1/alarms/health?facility=poso")]
    [InlineData("/api/v1/alarms/health/proposals?facility=poso")]
    [InlineData("/api/v1/deliveries?facility=poso")]
    [InlineData("/api/v1/deliveries?alarm=poso.kitchen.fryer-1.oil_temp.fire.1")]
    public async Task A_head_of_one_facility_reviews_no_other(string path) => await RefusedAsync(HeadOfPalu, path, "review");

    [Fact]
    public async Task Who_reviews_one_area_is_told_that_deliveries_are_the_whole_facilitys()
    {
        var problem = await RefusedAsync(server.SignedInAsync(Role.ShiftLead, "palu", "kitchen"), "/api/v1/deliveries", "review");
        Assert.Contains("the whole facility 'palu'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await RefusedAsync(server.SignedInAsync(Role.ShiftLead, "palu", "kitchen"), "/api/v1/alarms/health?facility=palu", "review");
    }

    [Fact]
    public async Task Deliveries_are_those_of_the_facilities_that_one_reviews_as_a_whole()
    {
        foreach (var facility in new[] { "palu", "poso" })
        {
            var notice = new Notice($"n-{facility}", facility, "sari", ChannelKind.Email, "sari@site.example", 0, [], "Api", "212,5 °C", Priority.High);
            await server.Book.Notices.CommitAsync(facility, [new Delivery(notice, 1, DeliveryOutcome.Begun, 10, null)], EscalationState.Empty, Cancellation);
        }

        Assert.Equal(["palu"], await OfAsync(HeadOfPalu));
        Assert.Equal(["palu", "poso"], await OfAsync(Task.FromResult(server.Everybody)));
        Assert.Equal(["palu", "poso"], await OfAsync(server.SignedInAsync("both", new Grant(Role.ShiftLead, "palu"), new Grant(Role.QualityReviewer, "poso"), new Grant(Role.ShiftLead, "other", "kitchen"))));

        static async Task<string?[]> OfAsync(Task<SomeCaller> who) =>
            [.. (await GetAsync(who, "/api/v1/deliveries")).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("facility").GetString()).Order()];
    }

    [Theory]
    [InlineData("/api/v1/forwarding/quarantine")]
    [InlineData("/api/v1/forwarding/quarantine/lines")]
    public async Task What_holds_points_of_every_facility_is_shown_to_who_operates_them_all(string path)
    {
        await RefusedAsync(Maintainer, path, "operate");
        using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Points_of_another_facility_are_not_sent_again()
    {
        var maintainer = await Maintainer;
        foreach (var body in new object[] { new { from = 1, to = 2 }, new { from = 1, to = 2, signals = new[] { "poso/kitchen/fridge/temp" } } })
        {
            using var refused = await maintainer.Http.PostAsJsonAsync(new Uri("/api/v1/forwarding/resend", UriKind.Relative), body, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var own = await maintainer.Http.PostAsJsonAsync(
            new Uri("/api/v1/forwarding/resend", UriKind.Relative), new { from = 1, to = 2, signals = new[] { "palu/kitchen/fridge/temp" } }, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
    }

    [Fact]
    public async Task Rejects_of_another_facility_are_not_shown()
    {
        Assert.Equal(3, (await GetAsync(Maintainer, "/api/v1/rejects")).GetProperty("total").GetInt32());
        var other = await GetAsync(server.SignedInAsync(Role.Maintainer, "poso"), "/api/v1/rejects");
        Assert.Equal((0, 0), (other.GetProperty("total").GetInt32(), other.GetProperty("entries").GetArrayLength()));
    }

    [Fact]
    public async Task Alarms_and_their_journal_are_those_of_the_callers_places()
    {
        await server.ReadAsync(SomeKitchen.Sanitiser, 100);
        await server.ReadAsync(SomeKitchen.Sanitiser, 12);
        var ofPoso = server.SignedInAsync(Role.FacilityHead, "poso");
        Assert.Contains("kitchen", await NamesAsync(Cook, "/api/v1/alarms", "area"));
        Assert.Empty(await NamesAsync(ofPoso, "/api/v1/alarms", "area"));
        Assert.NotEmpty((await GetAsync(Cook, "/api/v1/alarms/journal")).GetProperty("entries").EnumerateArray());
        Assert.Empty((await GetAsync(ofPoso, "/api/v1/alarms/journal")).GetProperty("entries").EnumerateArray());
        Assert.Empty((await GetAsync(server.SignedInAsync(Role.Operator, "palu", "workshop"), "/api/v1/alarms/journal?facility=palu")).GetProperty("entries").EnumerateArray());
        await server.ReadAsync(SomeKitchen.Sanitiser, 100);
    }

    [Fact]
    public async Task Details_of_health_are_for_who_operates_the_system()
    {
        Assert.False((await GetAsync(Cook, "/healthz/ready")).TryGetProperty("checks", out _));
        Assert.True((await GetAsync(Maintainer, "/healthz/ready")).TryGetProperty("checks", out _));
        using var stranger = await server.Callers.Stranger.GetAsync(new Uri("/healthz/ready", UriKind.Relative), Cancellation);
        Assert.False((await stranger.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).TryGetProperty("checks", out _));
    }

    [Fact]
    public async Task Prometheus_reads_the_figures_with_a_key()
    {
        using var seer = await (await server.ProgramAsync(Right.See)).Http.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, seer.StatusCode);
        var metrics = await (await server.ProgramAsync(Right.Operate)).Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        Assert.Contains("dotnet_gc", metrics, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> RefusedAsync(Task<SomeCaller> who, string path, string right)
    {
        using var answer = await (await who).Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(right, problem.GetProperty("right").GetString());
        Assert.Contains($"the right '{right}' over", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return problem;
    }

    private static async Task<string?[]> NamesAsync(Task<SomeCaller> who, string path, string property) =>
        [.. (await GetAsync(who, path)).EnumerateArray().Select(e => e.GetProperty(property).GetString())];

    private static async Task<JsonElement> GetAsync(Task<SomeCaller> who, string path)
    {
        using var answer = await (await who).Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
