using System.Net;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;

namespace Monitoring.Tests.Server.Access;

public sealed class KeyTests : SetUpServer
{
    [Fact]
    public async Task A_program_may_what_its_key_says_where_it_says()
    {
        var (_, key) = await MakeAsync(First, ["see", "acknowledge"], "palu", "kitchen");
        using var program = Server.Open();
        Assert.Equal("key:script", (await ActAsync(program, key)).Json.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await ActAsync(program, key, "workshop")).Status);
        var session = (await program.GetAsync("/api/v1/session", Bearer(key))).Json;
        Assert.Equal("program", session.GetProperty("caller").GetProperty("kind").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, session.GetProperty("csrf").ValueKind);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.GetAsync("/api/v1/account", Bearer(key))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mk_")]
    [InlineData("mk__")]
    [InlineData("mk_abcdefghijkl_")]
    [InlineData("mk_abcdefghijkl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mk_ABCDEFGHIJKL_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mk_' OR 1=1 -- _AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task What_is_no_key_lets_nobody_in(string key)
    {
        using var program = Server.Open();
        Assert.Equal(HttpStatusCode.Unauthorized, (await ActAsync(program, key)).Status);
    }

    [Fact]
    public async Task The_right_name_with_another_secret_lets_nobody_in_and_leaves_no_trace_of_use()
    {
        var (id, key) = await MakeAsync(First, ["see", "acknowledge"], "palu", null);
        using var program = Server.Open();
        Assert.Equal(HttpStatusCode.Unauthorized, (await ActAsync(program, $"mk_{id}_{new string('A', 43)}")).Status);
        Assert.Null(await LastUsedAsync());
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(program, key)).Status);
        var used = await LastUsedAsync();
        Assert.Equal(Server.Clock.GetUtcNow().ToUnixTimeMilliseconds(), used);
        Server.Clock.Advance(TimeSpan.FromSeconds(50));
        await ActAsync(program, key);
        Assert.Equal(used, await LastUsedAsync());

        Task<long?> LastUsedAsync() => Server.InDatabaseAsync(d => d.ApiKeys.Select(k => k.LastUsedAt).SingleAsync(Browser.Cancellation));
    }

    [Fact]
    public async Task A_revoked_key_stops_at_the_next_request()
    {
        var (id, key) = await MakeAsync(First, ["see", "acknowledge"], null, null);
        using var program = Server.Open();
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(program, key)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{id}", null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ActAsync(program, key)).Status);
        Assert.True((await First.GetAsync("/api/v1/keys")).Json[0].GetProperty("revoked").GetBoolean());
    }

    [Fact]
    public async Task A_key_expires()
    {
        var (_, key) = await MakeAsync(First, ["see", "acknowledge"], "palu", null, days: 1);
        using var program = Server.Open();
        Server.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(2));
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(program, key)).Status);
        Server.Clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ActAsync(program, key)).Status);
    }

    [Fact]
    public async Task Nobody_gives_a_key_what_they_do_not_hold()
    {
        var (_, browser) = await Server.InviteAsync(First, "budi", Role.FacilityHead);
        using var head = browser;
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(head, ["see", "review"], "palu")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(head, ["see"], null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(head, ["operate"], "palu")).Status);
        var (id, _) = await MakeAsync(First, ["operate"], null, null);
        Assert.DoesNotContain((await head.GetAsync("/api/v1/keys")).Json.EnumerateArray(), k => k.GetProperty("id").GetString() == id);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{id}", null)).Status);
    }

    [Fact]
    public async Task A_key_that_manages_people_is_made_on_the_server_alone()
    {
        var refused = await PostAsync(First, ["see", "managePeople"], null);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("access key", refused.Json.GetProperty("errors").GetProperty("rights")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_manages_people_at_a_place_ends_a_key_over_it_whatever_it_may()
    {
        var (_, browser) = await Server.InviteAsync(First, "budi", Role.FacilityHead);
        using var head = browser;
        var (id, _) = await MakeAsync(First, ["operate"], "palu", null);
        Assert.Equal(id, (await head.GetAsync("/api/v1/keys")).Json.EnumerateArray().Single().GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{id}", null)).Status);
    }

    [Fact]
    public async Task The_keys_of_somebody_who_is_put_out_end_with_them()
    {
        var (headId, browser) = await Server.InviteAsync(First, "budi", Role.FacilityHead);
        using var head = browser;
        var (id, key) = await MakeAsync(head, ["see", "acknowledge"], "palu", null);
        var (_, other) = await MakeAsync(First, ["see", "acknowledge"], "palu", null);
        using var program = Server.Open();
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(program, key)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await First.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{headId}/disable", new { why = "left" })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ActAsync(program, key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(program, other)).Status);
        var entry = await Server.InDatabaseAsync(d => d.AuditEntries.AsNoTracking().SingleAsync(e => e.What == "account.disable", Browser.Cancellation));
        Assert.Equal($$"""{"disabled":true,"revokedKeys":["script ({{id}})"]}""", entry.After);
    }

    [Theory]
    [InlineData("name", "a name with blanks", "see", "palu", null, 1)]
    [InlineData("rights", "script", "fly", "palu", null, 1)]
    [InlineData("area", "script", "see", "moon", null, 1)]
    [InlineData("area", "script", "see", null, "kitchen", 1)]
    [InlineData("days", "script", "see", "palu", null, 0)]
    [InlineData("days", "script", "see", "palu", null, 731)]
    public async Task What_is_wrong_with_a_wish_is_said_by_its_field(string field, string name, string right, string? facility, string? area, int days)
    {
        var answer = await First.SendAsync(HttpMethod.Post, "/api/v1/keys", new { name, rights = new[] { right }, facility, area, days });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _));
    }

    private static Task<Answer> PostAsync(Browser browser, string[] rights, string? facility, string? area = null, int? days = null) =>
        browser.SendAsync(HttpMethod.Post, "/api/v1/keys", new { name = "script", rights, facility, area, days });

    private static async Task<(string Id, string Key)> MakeAsync(Browser browser, string[] rights, string? facility, string? area, int? days = null)
    {
        var made = await PostAsync(browser, rights, facility, area, days);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return (made.Json.GetProperty("id").GetString()!, made.Json.GetProperty("key").GetString()!);
    }

    private static Task<Answer> ActAsync(Browser program, string key, string area = "kitchen") => program.SendAsync(HttpMethod.Post, $"/try/palu/{area}/act", null, Bearer(key));

    private static (string, string) Bearer(string key) => ("Authorization", $"Bearer {key}");
}
