using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.People;
using Monitoring.Server.Access;
using Monitoring.Server.Api;
using Monitoring.Tests.Audit;

namespace Monitoring.Tests.Server.Api;

/// <summary>The trail's routes on a real Kestrel, with both real books; who calls is given by hand.</summary>
public sealed class AuditApiTests : IAsyncLifetime
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private SomeAudit audit = null!;
    private WebApplication app = null!;
    private HttpClient http = null!;
    private Grant grant = new(Role.RegionalOffice);

    public async ValueTask InitializeAsync()
    {
        audit = await SomeAudit.WriteAsync(stop);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(audit.Trail).AddSingleton(audit.State).AddSingleton(audit.Watch);
        builder.Services.AddApi().AddAuthorization();
        builder.Services.AddSingleton<IAuthorizationHandler, RightsHandler>().AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalHandler>();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseExceptionHandler();
        app.Use((context, next) =>
        {
            context.User = new ClaimsPrincipal(new CallerIdentity(new Caller(CallerKind.Person, "1", "ani", "Ani", Permissions.Of([grant]), "10.0.0.7", "s"), "test"));
            return next(context);
        });
        app.UseAuthorization();
        app.MapGroup("/api/v1").MapAudit();
        await app.StartAsync(stop);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await audit.DisposeAsync();
    }

    [Fact]
    public async Task The_trail_is_told_with_what_was_before_and_after_and_how_far_it_is_signed_and_verified()
    {
        SomeAudit.Attack(audit.AccessFile, "UPDATE \"AuditEntries\" SET \"Private\" = NULL, \"PrivateSalt\" = NULL WHERE \"Number\" = 8");
        var page = await GetAsync("/api/v1/audit?limit=4");

        var entries = page.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal([10, 9, 8, 7], entries.Select(e => e.GetProperty("number").GetInt64()));
        Assert.Equal(
            """{"number":10,"at":1795435740000,"who":"ani","from":"10.0.0.7","what":"account.change","subject":"account/p10","facility":"palu","before":{"number":10},"after":{"number":11},"private":{"name":"Person 10"},"erased":false,"why":null,"hash":""",
            entries[0].GetRawText()[..^67]);
        Assert.Equal((true, JsonValueKind.Null), (entries[2].GetProperty("erased").GetBoolean(), entries[2].GetProperty("private").ValueKind));
        Assert.Equal(7, page.GetProperty("next").GetInt64());
        Assert.Equal("""{"entries":10,"checkpoint":{"number":8,"at":1795435620000},"verified":null}""", page.GetProperty("chain").GetRawText());
        Assert.Equal([6, 5, 4, 3, 2, 1], (await GetAsync("/api/v1/audit?before=7")).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("number").GetInt64()));
    }

    [Fact]
    public async Task Verifying_says_what_was_checked_and_the_trail_remembers_it()
    {
        Assert.Equal((10, 10, JsonValueKind.Null), await VerifyAsync());
        Assert.Equal(JsonValueKind.Null, (await GetAsync("/api/v1/audit")).GetProperty("chain").GetProperty("verified").GetProperty("problem").ValueKind);

        SomeAudit.Attack(audit.RecordsFile, "UPDATE alarm_edge SET note = 'never' WHERE number = 3");

        Assert.Equal((10, 2, JsonValueKind.String), await VerifyAsync());
        Assert.StartsWith("Journal entry 3 ", (await GetAsync("/api/v1/audit")).GetProperty("chain").GetProperty("verified").GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_read_the_trail_of_one_facility_sees_no_other_and_may_not_verify_everything()
    {
        grant = new Grant(Role.FacilityHead, "palu");
        Assert.Equal([10, 8, 6, 4, 2], (await GetAsync("/api/v1/audit")).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("number").GetInt64()));
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync(new Uri("/api/v1/audit/verify", UriKind.Relative), null, stop)).StatusCode);

        grant = new Grant(Role.FacilityHead, "poso");
        Assert.Empty((await GetAsync("/api/v1/audit")).GetProperty("entries").EnumerateArray());

        grant = new Grant(Role.FacilityHead, "palu", "kitchen");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/v1/audit"));

        grant = new Grant(Role.Operator);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/v1/audit"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("before=-1")]
    [InlineData("from=5&to=5")]
    [InlineData("who={0}")]
    public async Task What_cannot_be_asked_is_refused_with_its_field(string question) =>
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"/api/v1/audit?{string.Format(System.Globalization.CultureInfo.InvariantCulture, question, new string('x', 201))}"));

    private Task<JsonElement> GetAsync(string path) => http.GetFromJsonAsync<JsonElement>(path, stop);

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), stop);
        return answer.StatusCode;
    }

    private async Task<(long Entries, long Journal, JsonValueKind Problem)> VerifyAsync()
    {
        using var answer = await http.PostAsync(new Uri("/api/v1/audit/verify", UriKind.Relative), null, stop);
        var verdict = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        return (verdict.GetProperty("entries").GetInt64(), verdict.GetProperty("journalEntries").GetInt64(), verdict.GetProperty("problem").ValueKind);
    }
}
