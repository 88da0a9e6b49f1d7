using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Tests.Areas;
using Monitoring.Tests.Server.Access;

namespace Monitoring.Tests.Server.Api;

public sealed partial class ApiTests(SomeServer server) : IClassFixture<SomeServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facilities_and_areas_are_listed_with_how_they_are()
    {
        var facility = (await GetAsync("/api/v1/facilities"))[0];
        Assert.Equal(("palu", "Palu"), (Word(facility, "id"), Word(facility.GetProperty("name"), "en")));
        var areas = await GetAsync("/api/v1/areas");
        Assert.Equal(["kitchen", "workshop"], areas.EnumerateArray().Select(a => Word(a, "area")));
        Assert.Equal(["kitchen", "workshop"], areas.EnumerateArray().Select(a => Word(a, "kind")));
        Assert.Equal(["Kitchen", "Bengkel"], areas.EnumerateArray().Select(a => Word(a.GetProperty("name"), "id")));
    }

    [Fact]
    public async Task A_board_is_told_with_null_for_what_has_never_come()
    {
        await server.ReadAsync(SomeKitchen.Fridge, 4.5);
        var board = await GetAsync("/api/v1/areas/palu/kitchen");
        var tiles = board.GetProperty("signals");
        Assert.Equal((4.5, "good"), (tiles[2].GetProperty("value").GetDouble(), Word(tiles[2], "trust")));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, "noData"), (tiles[1].GetProperty("value").ValueKind, tiles[1].GetProperty("time").ValueKind, Word(tiles[1], "trust")));
    }

    [Fact]
    public async Task An_alarm_is_listed_acknowledged_once_and_kept_in_the_journal()
    {
        await server.ReadAsync(SomeServer.Sanitiser, 12);
        var alarm = (await GetAsync("/api/v1/alarms?facility=palu&area=kitchen")).EnumerateArray().Single(a => Word(a, "rule") == "strength");
        var acknowledge = $"/api/v1/alarms/{Word(alarm, "id")}/acknowledge";

        var first = await PostAsync(Sari, acknowledge, new { note = "refilled" });
        Assert.Equal((HttpStatusCode.OK, "activeAcknowledged", "sari"), (first.Status, Word(first.Body, "state"), Word(first.Body, "acknowledgedBy")));
        var second = await PostAsync(Budi, acknowledge, new { });
        Assert.Equal((HttpStatusCode.Conflict, "sari"), (second.Status, Word(second.Body, "acknowledgedBy")));
        Assert.Equal(first.Body.GetProperty("acknowledgedAt").GetInt64(), second.Body.GetProperty("acknowledgedAt").GetInt64());

        await server.ReadAsync(SomeServer.Sanitiser, 100);
        var over = await PostAsync(Budi, acknowledge, new { });
        Assert.Equal((HttpStatusCode.NotFound, "alarm"), (over.Status, over.Body.GetProperty("fields")[0].GetString()));

        var journal = await GetAsync("/api/v1/alarms/journal?facility=palu&area=kitchen&limit=50");
        var acknowledged = journal.GetProperty("entries").EnumerateArray().Single(e => Word(e, "kind") == "acknowledged");
        Assert.Equal(("sari", "refilled", "kitchen", "strength"), (Word(acknowledged, "by"), Word(acknowledged, "note"), Word(acknowledged, "area"), Word(acknowledged.GetProperty("alarm"), "rule")));
        Assert.Equal(7, journal.GetProperty("next").GetInt64());
        Assert.Equal(("palu", "kitchen", 50), (server.Records.Asked!.Facility, server.Records.Asked.Area, server.Records.Asked.Limit));
    }

    [Fact]
    public async Task The_journal_is_asked_by_time_place_state_priority_kind_and_text()
    {
        await GetAsync("/api/v1/alarms/journal?facility=palu&from=5&to=9&state=activeUnacknowledged&state=normal&priority=high&kind=raised&text=minyak%20panas&before=4");
        var asked = server.Records.Asked!;
        Assert.Equal(("palu", 5, 9, 4, 100, "minyak panas"), (asked.Facility, asked.From, asked.To, asked.Before, asked.Limit, asked.Text));
        Assert.Equal([AlarmState.ActiveUnacknowledged, AlarmState.Normal], asked.States);
        Assert.Equal([Priority.High], asked.Priorities);
        Assert.Equal([EdgeKind.Raised], asked.Kinds);

        using var tooLong = await server.Http.GetAsync(new Uri($"/api/v1/alarms/journal?text={new string('x', 201)}", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
    }

    [Fact]
    public async Task The_delivery_log_tells_who_was_told_and_what_came_of_it()
    {
        var notice = new Notice("n1", "palu", "sari", ChannelKind.Email, "sari@site.example", 0, ["palu.kitchen.fryer-1.oil_temp.fire.1"], "Api", "212,5 °C", Priority.High);
        await server.Book.Notices.CommitAsync(
            "palu",
            [new Delivery(notice, 1, DeliveryOutcome.Begun, 10, null), new Delivery(notice, 1, DeliveryOutcome.Failed, 20, "421 later")],
            EscalationState.Empty,
            Cancellation);

        var log = await GetAsync("/api/v1/deliveries?facility=palu&alarm=palu.kitchen.fryer-1.oil_temp.fire.1");
        var lines = log.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(["failed", "begun"], lines.Select(l => Word(l, "outcome")));
        Assert.Equal(
            ("sari", "Sari", "email", "sari@site.example", "high", "421 later"),
            (Word(lines[0], "person"), Word(lines[0], "personName"), Word(lines[0], "channel"), Word(lines[0], "address"), Word(lines[0], "worst"), Word(lines[0], "answer")));

        var page = await GetAsync("/api/v1/deliveries?limit=1");
        var next = page.GetProperty("next").GetInt64();
        Assert.Equal("begun", Word((await GetAsync($"/api/v1/deliveries?limit=1&before={next}")).GetProperty("entries")[0], "outcome"));
    }

    [Fact]
    public async Task History_keeps_gaps_visible()
    {
        var history = await GetAsync("/api/v1/history?signal=palu/kitchen/fridge/temp&from=1000&to=2000&buckets=3");
        var series = Assert.Single(history.GetProperty("series").EnumerateArray());
        Assert.Equal(("palu/kitchen/fridge/temp", "°C"), (Word(series, "signal"), Word(series, "unit")));
        Assert.Equal((334, 999), (history.GetProperty("width").GetInt32(), series.GetProperty("before").GetProperty("time").GetInt32()));
        var buckets = series.GetProperty("buckets");
        Assert.Equal([1, 0, 1], buckets.GetProperty("count").EnumerateArray().Select(b => b.GetInt32()));
        Assert.Equal((JsonValueKind.Null, 2), (buckets.GetProperty("mean")[1].ValueKind, buckets.GetProperty("bad")[1].GetInt32()));
    }

    [Fact]
    public async Task All_of_time_can_be_asked_for()
    {
        var history = await GetAsync("/api/v1/history?signal=palu/kitchen/fridge/temp&from=0&to=253402300799999");
        Assert.InRange(history.GetProperty("to").GetInt64(), 252_900_000_000_000, 253_402_300_800_000);
    }

    [Fact]
    public async Task Without_an_InfluxDB_the_way_to_it_says_so()
    {
        foreach (var path in new[] { "", "/quarantine", "/quarantine/lines" })
        {
            using var answer = await server.Http.GetAsync(new Uri($"/api/v1/forwarding{path}", UriKind.Relative), Cancellation);
            Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains("Influx:Address", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        using var resent = await server.Http.PostAsJsonAsync(new Uri("/api/v1/forwarding/resend", UriKind.Relative), new { from = 1, to = 2 }, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, resent.StatusCode);
    }

    [Fact]
    public async Task Time_inside_limits_without_any_data_is_unknown_not_perfect()
    {
        var compliance = await GetAsync("/api/v1/history/compliance?area=palu/kitchen&from=60001&to=119999");
        Assert.Equal((60_000, 120_000), (compliance.GetProperty("from").GetInt64(), compliance.GetProperty("to").GetInt64()));
        Assert.NotEmpty(compliance.GetProperty("signals").EnumerateArray());
        Assert.All(compliance.GetProperty("signals").EnumerateArray(), s => Assert.Equal((0, JsonValueKind.Null), (s.GetProperty("good").GetInt64(), s.GetProperty("share").ValueKind)));
    }

    [Fact]
    public async Task A_long_range_is_widened_to_whole_hours_and_says_so()
    {
        var history = await GetAsync("/api/v1/history?signal=palu/kitchen/fridge/temp&signal=palu/kitchen/fryer-1/oil_temp&from=1795000000001&to=1797592000000&buckets=600");
        var (from, to, width) = (history.GetProperty("from").GetInt64(), history.GetProperty("to").GetInt64(), history.GetProperty("width").GetInt64());
        Assert.Equal((7_200_000, 0, 0), (width, from % width, to % width));
        Assert.InRange(from, 1_795_000_000_001 - width, 1_795_000_000_000);
        Assert.InRange(to, 1_797_592_000_000, 1_797_592_000_000 + width - 1);
        Assert.Equal(["palu/kitchen/fridge/temp", "palu/kitchen/fryer-1/oil_temp"], history.GetProperty("series").EnumerateArray().Select(s => Word(s, "signal")));
        Assert.All(history.GetProperty("series").EnumerateArray(), s => Assert.Equal((to - from) / width, s.GetProperty("buckets").GetProperty("count").GetArrayLength()));
    }

    [Fact]
    public async Task Rejects_are_shown_with_their_remedy()
    {
        var rejects = await GetAsync("/api/v1/rejects");
        Assert.Equal(3, rejects.GetProperty("byReason").GetProperty("unknownSignal").GetInt32());
        Assert.Equal("Add it to the plan.", Word(rejects.GetProperty("entries")[0], "remedy"));
    }

    [Theory]
    [InlineData("/api/v1/areas/palu/dungeon", "area")]
    [InlineData("/api/v1/alarms?facility=atlantis", "facility")]
    [InlineData("/api/v1/alarms/journal?facility=atlantis", "facility")]
    [InlineData("/api/v1/alarms/journal?facility=palu&area=dungeon", "area")]
    [InlineData("/api/v1/alarms/journal?alarm=nonsense", "alarm")]
    [InlineData("/api/v1/deliveries?facility=atlantis", "facility")]
    [InlineData("/api/v1/deliveries?alarm=nonsense", "alarm")]
    [InlineData("/api/v1/history?signal=palu/kitchen/toaster/temp&from=1&to=2", "signal")]
    public async Task What_the_plan_does_not_have_is_a_404_that_names_the_field_and_the_remedy(string path, string field)
    {
        using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Contains(field, problem.GetProperty("fields").EnumerateArray().Select(f => f.GetString()));
        Assert.NotEmpty(Word(problem, "detail")!);
    }

    [Theory]
    [InlineData("/api/v1/history?from=1&to=2", "signal")]
    [InlineData("/api/v1/history?signal=palu/kitchen/fridge/temp&from=2&to=1", "from")]
    [InlineData("/api/v1/history?signal=palu/kitchen/fridge/temp&from=1", "from")]
    [InlineData("/api/v1/history?signal=palu/kitchen/fridge/temp&from=1&to=9223372036854775807", "from")]
    [InlineData("/api/v1/history?signal=palu/kitchen/fridge/temp&from=1&to=2&buckets=10001", "buckets")]
    [InlineData("/api/v1/history/compliance?from=1&to=2", "signal")]
    [InlineData("/api/v1/history/compliance?signal=palu/kitchen/fridge/temp&area=palu/kitchen&from=1&to=2", "signal")]
    [InlineData("/api/v1/history/compliance?area=palu/kitchen&from=1", "from")]
    [InlineData("/api/v1/history/compliance?area=palu/kitchen&from=0&to=253402300799999", "from")]
    [InlineData("/api/v1/forwarding/quarantine?limit=0", "limit")]
    [InlineData("/api/v1/alarms/journal?limit=0", "limit")]
    [InlineData("/api/v1/alarms/journal?limit=1001", "limit")]
    [InlineData("/api/v1/alarms/journal?from=5&to=5", "from")]
    [InlineData("/api/v1/alarms/journal?before=-1", "before")]
    [InlineData("/api/v1/alarms/journal?area=kitchen", "facility")]
    [InlineData("/api/v1/alarms/journal?state=asleep", "state")]
    [InlineData("/api/v1/alarms/journal?priority=high&priority=2", "priority")]
    [InlineData("/api/v1/alarms/journal?kind=Raised", "kind")]
    [InlineData("/api/v1/deliveries?limit=0", "limit")]
    [InlineData("/api/v1/deliveries?from=5&to=5", "from")]
    public async Task What_is_out_of_bounds_is_a_400_that_names_the_field(string path, string field)
    {
        using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.NotEmpty(problem.GetProperty("errors").GetProperty(field)[0].GetString()!);
    }

    [Theory]
    [InlineData("""{"note":7}""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("""{"note":"seen"}""", HttpStatusCode.NotFound)]
    public async Task An_acknowledgement_that_is_wrong_is_refused_in_words(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync(new Uri("/api/v1/alarms/palu.kitchen.hand-wash.sanitiser.strength.1/acknowledge", UriKind.Relative), content, Cancellation);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_note_that_is_too_long_is_named()
    {
        var refused = await PostAsync(Sari, "/api/v1/alarms/palu.kitchen.hand-wash.sanitiser.strength.1/acknowledge", new { note = new string('x', 501) });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("note", out _));
    }

    [Theory]
    [InlineData("/api/v1/history?signal=palu/kitchen/fridge/temp&from=abc&to=2", 400)]
    [InlineData("/api/v1/nothing", 404)]
    public async Task Any_other_wrong_request_is_a_problem_too(string path, int status)
    {
        using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_record_book_that_fails_is_a_503_that_says_where_to_look()
    {
        server.Records.Refuses = true;
        using var answer = await server.Http.GetAsync(new Uri("/api/v1/alarms/journal", UriKind.Relative), Cancellation);
        server.Records.Refuses = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("/healthz/ready", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_names_every_route_with_what_it_asks_and_how_one_signs_in()
    {
        var description = await GetAsync("/openapi/v1.json");
        var paths = description.GetProperty("paths").EnumerateObject().ToArray();
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => $"/{e.RoutePattern.RawText!.Trim('/')}").Select(r => Constraint().Replace(r, "}"));
        Assert.Equal(routes.Where(r => r.StartsWith("/api/", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal), paths.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["key", "session"], description.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(s => s.Name).Order());

        var shelve = description.GetProperty("paths").GetProperty("/api/v1/alarms/{id}/shelve").GetProperty("post");
        Assert.Contains("'shelve' over the alarm's area", Word(shelve, "description"), StringComparison.Ordinal);
        Assert.Equal(["session", "key"], shelve.GetProperty("security").EnumerateArray().Select(s => s.EnumerateObject().Single().Name));
        Assert.True(shelve.GetProperty("responses").TryGetProperty("401", out _) && shelve.GetProperty("responses").TryGetProperty("403", out _));
        Assert.False(description.GetProperty("paths").GetProperty("/api/v1/session").GetProperty("get").TryGetProperty("security", out _));
    }

    [GeneratedRegex(@"(:[^}]*)\}")]
    private static partial Regex Constraint();

    private Task<SomeCaller> Sari => server.SignedInAsync("sari", new Grant(Role.Supervisor, "palu"));

    private Task<SomeCaller> Budi => server.SignedInAsync("budi", new Grant(Role.FacilityHead, "palu"));

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<JsonElement> GetAsync(string path) => await server.Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Cancellation);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(Task<SomeCaller> who, string path, object body)
    {
        using var answer = await (await who).Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
