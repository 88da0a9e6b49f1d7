using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Domain.People;
using Monitoring.Tests.Areas;
using Monitoring.Tests.Server.Access;

namespace Monitoring.Tests.Server.Api;

/// <summary>What people do, over HTTP: who may, what must be said, and what comes of it.</summary>
public sealed class ActingTests(SomeServer server) : IClassFixture<SomeServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_is_shelved_by_whom_the_plan_trusts_and_speaks_again()
    {
        var alarm = await RaiseAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Cook, $"{alarm}/shelve", new { minutes = 10, why = "noise" }));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Sari, $"{alarm}/shelve", new { minutes = 90, why = "noise" }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Sari, $"{alarm}/shelve", new { minutes = 30, why = "new solution on its way" }));

        var shelved = await FindAsync(alarm);
        Assert.Equal(("shelved", "sari", false), (Word(shelved.GetProperty("silence"), "kind"), Word(shelved.GetProperty("silence"), "by"), shelved.GetProperty("calls").GetBoolean()));
        var board = await GetAsync("/api/v1/areas/palu/kitchen");
        Assert.Contains(board.GetProperty("marks").GetProperty("rules").EnumerateArray(), r => Word(r, "rule") == "strength" && r.GetProperty("silence").ValueKind == JsonValueKind.Object);

        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(Budi, $"{alarm}/shelve", new { minutes = 30, why = "again" }));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Cook, $"{alarm}/unshelve", new { }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Sari, $"{alarm}/unshelve", new { }));
        Assert.True((await FindAsync(alarm)).GetProperty("calls").GetBoolean());
    }

    [Fact]
    public async Task A_corrective_action_is_recorded_and_verified_by_a_second_person_only()
    {
        var alarm = await RaiseAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(Budi, $"{alarm}/verify", new { }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Sari, $"{alarm}/action", new { cause = "old solution", taken = "mixed anew", product = "held" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(Sari, $"{alarm}/verify", new { }));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Cook, $"{alarm}/verify", new { }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Budi, $"{alarm}/verify", new { }));

        var action = (await FindAsync(alarm)).GetProperty("correctiveAction");
        Assert.Equal(("sari", "held", "budi"), (Word(action, "by"), Word(action, "product"), Word(action, "verifiedBy")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(Sari, $"{alarm}/reset", new { }));
    }

    [Fact]
    public async Task Equipment_goes_out_of_service_and_comes_back()
    {
        const string Fridge = "/api/v1/areas/palu/kitchen/equipment/fridge";
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Sari, $"{Fridge}/out-of-service", new { why = "defrosting" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(Budi, $"{Fridge}/out-of-service", new { }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Budi, $"{Fridge}/out-of-service", new { why = "defrosting", minutes = 60 }));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(Budi, $"{Fridge}/out-of-service", new { why = "defrosting" }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Budi, $"{Fridge}/in-service", new { }));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(Budi, "/api/v1/areas/palu/kitchen/equipment/oven/in-service", new { }));
    }

    [Fact]
    public async Task An_area_is_said_to_be_closed_and_shows_it()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(Sari, "/api/v1/areas/palu/kitchen/phase", new { equipment = "", phase = "frying", minutes = 5 }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Sari, "/api/v1/areas/palu/kitchen/phase", new { equipment = "", phase = "closed", minutes = 5 }));
        var phase = (await GetAsync("/api/v1/areas/palu/kitchen")).GetProperty("marks").GetProperty("phases")[0];
        Assert.Equal(("", "closed", "sari"), (Word(phase, "equipment"), Word(phase, "phase"), Word(phase, "setBy")));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Sari, "/api/v1/areas/palu/kitchen/phase", new { phase = "unknown" }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Sari, "/api/v1/areas/palu/kitchen/phase", new { phase = "unknown", minutes = 1e300 }));
    }

    [Fact]
    public async Task Whoever_a_body_names_the_caller_did_it()
    {
        var alarm = await RaiseAsync();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Sari, $"{alarm}/acknowledge", new { by = "budi" }));
        Assert.Equal("sari", Word(await FindAsync(alarm), "acknowledgedBy"));
    }

    [Fact]
    public async Task Who_supervises_and_maintains_acts_in_the_role_that_brings_the_right()
    {
        var both = server.SignedInAsync("wati", new Grant(Role.Supervisor, "palu"), new Grant(Role.Maintainer, "palu"));
        const string Fryer = "/api/v1/areas/palu/kitchen/equipment/fryer-1";
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(both, $"{Fryer}/out-of-service", new { why = "new thermostat" }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(both, $"{Fryer}/in-service", new { }));
    }

    [Fact]
    public async Task A_program_acknowledges_in_its_name_and_is_trusted_with_no_shelf()
    {
        var alarm = await RaiseAsync();
        var program = server.ProgramAsync(Right.Acknowledge | Right.Shelve, "palu");
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(program, $"{alarm}/shelve", new { minutes = 1, why = "noise" }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(program, $"{alarm}/acknowledge", new { }));
        Assert.Equal((await program).Name, Word(await FindAsync(alarm), "acknowledgedBy"));
    }

    [Fact]
    public async Task People_are_listed_with_their_role_and_duty_and_without_how_to_reach_them()
    {
        var people = await GetAsync("/api/v1/people?facility=palu");
        Assert.Equal([("sari", "supervisor", true), ("budi", "facilityHead", false)], people.EnumerateArray().Select(p => (Word(p, "id")!, Word(p, "role")!, p.GetProperty("onDuty").GetBoolean())));
        Assert.DoesNotContain("channels", people.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("shelve", """{"minutes":0,"why":"x"}""", "minutes")]
    [InlineData("shelve", """{"minutes":5}""", "why")]
    [InlineData("action", """{"taken":"x","product":"held"}""", "cause")]
    [InlineData("action", """{"cause":"x","product":"held"}""", "taken")]
    [InlineData("action", """{"cause":"x","taken":"x"}""", "product")]
    public async Task What_is_missing_is_named(string act, string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync(new Uri($"/api/v1/alarms/palu.kitchen.hand-wash.sanitiser.strength.1/{act}", UriKind.Relative), content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").GetProperty(field)[0].GetString()!);
    }

    private Task<SomeCaller> Cook => server.SignedInAsync("cook", new Grant(Role.Operator, "palu"));

    private Task<SomeCaller> Sari => server.SignedInAsync("sari", new Grant(Role.Supervisor, "palu"));

    private Task<SomeCaller> Budi => server.SignedInAsync("budi", new Grant(Role.FacilityHead, "palu"));

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <returns>The path of an alarm that nobody has acknowledged.</returns>
    private async Task<string> RaiseAsync()
    {
        await server.ReadAsync(SomeKitchen.Sanitiser, 100);
        foreach (var open in (await GetAsync("/api/v1/alarms?facility=palu&area=kitchen")).EnumerateArray().Where(a => Word(a, "rule") == "strength").ToArray())
        {
            await PostAsync(Sari, $"/api/v1/alarms/{Word(open, "id")}/unshelve", new { });
            await PostAsync(Sari, $"/api/v1/alarms/{Word(open, "id")}/acknowledge", new { });
        }

        await server.ReadAsync(SomeKitchen.Sanitiser, 12);
        var alarm = (await GetAsync("/api/v1/alarms?facility=palu&area=kitchen")).EnumerateArray().Single(a => Word(a, "rule") == "strength");
        return $"/api/v1/alarms/{Word(alarm, "id")}";
    }

    private async Task<JsonElement> FindAsync(string path) =>
        (await GetAsync("/api/v1/alarms")).EnumerateArray().Single(a => path.EndsWith(Word(a, "id")!, StringComparison.Ordinal));

    private async Task<JsonElement> GetAsync(string path) => await server.Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Cancellation);

    private static async Task<HttpStatusCode> PostAsync(Task<SomeCaller> who, string path, object body)
    {
        using var answer = await (await who).Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Cancellation);
        return answer.StatusCode;
    }
}
