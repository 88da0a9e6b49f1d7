using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access;

namespace Monitoring.Tests.Server.Access;

/// <summary>
/// Every route that the program has, tried by everybody: those who aren't signed in, those who lack the right, those who hold it elsewhere, those who have it. A
/// route is in these tests by being mapped; one that says nothing of rights fails the first.
/// </summary>
public sealed class AccessMatrixTests(WholeServer server) : IClassFixture<WholeServer>
{
    /// <summary>All that is for whoever asks, beside the dashboard's pages and files.</summary>
    private static readonly string[] Open =
    [
        "GET /api/v1/invitations/{code}",
        "GET /api/v1/session",
        "GET /api/v1/session/single-sign-on",
        "GET /authority.pem",
        "GET /healthz/live",
        "GET /healthz/ready",
        "POST /api/v1/invitations/{code}",
        "POST /api/v1/session",
    ];

    private static readonly Role[] Roles = Enum.GetValues<Role>();
    private static readonly Right AllRights = Enum.GetValues<Right>().Aggregate((all, one) => all | one);

    private readonly List<string> wrong = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TriedRoute[] All => TriedRoute.Of(server.Routes);

    private TriedRoute[] Closed => [.. All.Where(r => !r.IsOpen)];

    [Fact]
    public void Every_route_says_what_it_asks_and_only_the_listed_ones_ask_nothing()
    {
        Assert.Empty(All.Where(r => r.IsOpen && !r.IsPage).Select(r => r.Name).Except(Open));
        Assert.Empty(Closed.Where(r => r.Needs.Length == 0 && !r.NeedsSignIn).Select(r => r.Name));
        Assert.Empty(All.Where(r => r.IsOpen && (r.Needs.Length > 0 || r.NeedsSignIn)).Select(r => r.Name));
        Assert.Empty(All.Where(r => r.MissingValues().Any()).Select(r => r.Name));
        Assert.InRange(Closed.Length, 50, 500);
    }

    [Fact]
    public async Task Nobody_gets_anywhere_without_a_session_or_key_that_is_in_force()
    {
        var ended = await server.Callers.PersonAsync("ended", Everything());
        var expired = await server.Callers.PersonAsync("expired", Everything());
        var disabled = await server.Callers.PersonAsync("disabled", Everything());
        var (key, old) = (await server.Callers.ProgramAsync(AllRights), await server.Callers.ProgramAsync(AllRights));
        await server.Callers.ChangeAsync(async context =>
        {
            await context.Sessions.Where(s => s.Id == ended.SessionId).ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, 1), Cancellation);
            await context.Sessions.Where(s => s.Id == expired.SessionId).ExecuteUpdateAsync(s => s.SetProperty(x => x.ExpiresAt, 1), Cancellation);
            await context.Users.Where(a => a.Id == disabled.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.DisabledAt, 1), Cancellation);
            await context.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.RevokedAt, 1), Cancellation);
            await context.ApiKeys.Where(k => k.Id == old.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.ExpiresAt, 1), Cancellation);
        });
        (string Who, HttpClient Http)[] nobodies =
        [
            ("a stranger", server.Callers.Stranger),
            ("a garbage cookie", server.Callers.Client(new Dictionary<string, string> { ["Cookie"] = "monitoring=garbage; monitoring-kiosk=a.b" })),
            ("a garbage key", server.Callers.Client(new Dictionary<string, string> { ["Authorization"] = "Bearer mk_garbage_0000" })),
            ("a revoked session", ended.Http), ("an expired session", expired.Http), ("a disabled account", disabled.Http), ("a revoked key", key.Http), ("an expired key", old.Http),
        ];
        await NothingHappensAsync(() => EachAsync(
            from route in Closed from nobody in nobodies select (route, nobody.Who, nobody.Http),
            (answer, problem) => answer.StatusCode == HttpStatusCode.Unauthorized && problem?.TryGetProperty("reason", out _) == false));
    }

    [Fact]
    public async Task Every_role_and_key_that_lacks_the_right_is_refused_in_its_name()
    {
        var people = await PeopleAsync(r => [new Grant(r)]);
        var without = new Dictionary<Right, SomeCaller>();
        foreach (var right in Closed.SelectMany(r => r.Needs).Select(n => n.Right).Distinct())
        {
            without[right] = await server.Callers.ProgramAsync(AllRights & ~right);
        }

        await NothingHappensAsync(() => EachAsync(
            from route in Closed
            from need in route.Needs
            from caller in Roles.Where(r => !RoleRights.Of(r).HasFlag(need.Right)).Select(r => people[r]).Append(without[need.Right])
            select (route, caller.Name, caller.Http),
            IsRefused));
    }

    [Fact]
    public async Task Who_holds_the_right_elsewhere_is_refused()
    {
        var elsewhere = await PeopleAsync(r => [new Grant(r, "poso"), new Grant(r, "palu", "workshop")]);
        var inPart = await PeopleAsync(r => [new Grant(r, "poso"), new Grant(r, "palu", "kitchen")]);
        await NothingHappensAsync(() => EachAsync(
            from route in Closed
            from need in route.Needs
            where need.Where != Where.Anywhere
            from role in Roles.Where(r => RoleRights.Of(r).HasFlag(need.Right))
            let caller = need.Where is Where.Area or Where.Alarm ? elsewhere[role] : inPart[role]
            select (route, caller.Name, caller.Http),
            IsRefused));
    }

    [Fact]
    public async Task Whoever_has_the_right_is_not_refused()
    {
        foreach (var route in Closed.Where(r => !r.IsOfHub))
        {
            // Somebody new each time: some routes end sessions.
            foreach (var role in Roles.Where(r => route.Needs.All(n => RoleRights.Of(r).HasFlag(n.Right))))
            {
                var caller = await server.Callers.PersonAsync($"{role}-{Guid.NewGuid():N}", [new Grant(role)]);
                await EachAsync([(route, $"{role}", caller.Http)], (answer, problem) => problem is not { } refused
                    || refused.TryGetProperty("reason", out _) || (answer.StatusCode == HttpStatusCode.Forbidden && !refused.TryGetProperty("right", out _)));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nothing_is_changed_in_the_name_of_a_cookie_without_the_pages_token()
    {
        var head = await server.Callers.PersonAsync("head", Everything());
        await NothingHappensAsync(() => EachAsync(
            from route in All where route.IsUnsafe && !route.IsOfHub select (route, "without a token", head.Http),
            (answer, problem) => answer.StatusCode == HttpStatusCode.Forbidden && problem?.GetProperty("reason").GetString() == "csrf",
            withToken: false));
    }

    private static Grant[] Everything() => [.. Roles.Select(r => new Grant(r))];

    private static bool IsRefused(HttpResponseMessage answer, JsonElement? problem) =>
        answer.StatusCode == HttpStatusCode.Forbidden && problem?.TryGetProperty("right", out _) == true && problem.Value.GetProperty("detail").GetString()!.Contains("needs the right", StringComparison.Ordinal);

    private async Task<Dictionary<Role, SomeCaller>> PeopleAsync(Func<Role, Grant[]> grants)
    {
        Dictionary<Role, SomeCaller> people = [];
        foreach (var role in Roles)
        {
            people[role] = await server.Callers.PersonAsync($"{role}-{Guid.NewGuid():N}", grants(role));
        }

        return people;
    }

    private async Task EachAsync(
        IEnumerable<(TriedRoute Route, string Who, HttpClient Http)> tries, Func<HttpResponseMessage, JsonElement?, bool> isRight, bool withToken = true)
    {
        foreach (var (route, who, http) in tries)
        {
            using var answer = await route.SendAsync(http, withToken);
            var problem = await TriedRoute.ProblemAsync(answer);
            if (!isRight(answer, problem))
            {
                wrong.Add($"{route.Name} by {who}: {(int)answer.StatusCode} {problem}");
            }
        }
    }

    /// <summary>Neither the trail nor the journal has grown.</summary>
    private async Task NothingHappensAsync(Func<Task> tries)
    {
        var before = await CountAsync();
        await tries();
        Assert.Empty(wrong);
        Assert.Equal(before, await CountAsync());
    }

    private async Task<(int Trail, int Journal)> CountAsync()
    {
        var journal = await server.Services.GetRequiredService<IAlarmRecords>().ReadAfterAsync(0, 1_000, Cancellation);
        return (await server.Callers.ReadAsync(c => c.AuditEntries.CountAsync(Cancellation)), journal.Length);
    }
}
