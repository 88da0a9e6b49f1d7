using System.Net;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;

namespace Monitoring.Tests.Server.Access;

public sealed class InvitationTests : IAsyncLifetime
{
    private AccessServer server = null!;

    public async ValueTask InitializeAsync() => server = await AccessServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_first_person_follows_the_printed_link_and_manages_everything()
    {
        using var browser = server.Open();
        Assert.True((await browser.GetAsync("/api/v1/session")).Json.GetProperty("setupNeeded").GetBoolean());
        var code = await server.FirstCodeAsync();
        var seen = (await browser.GetAsync($"/api/v1/invitations/{code}")).Json;
        Assert.True(seen.GetProperty("first").GetBoolean());
        var answer = await browser.SendAsync(HttpMethod.Post, $"/api/v1/invitations/{code}", new { user = "rahma", displayName = "Bu Rahma", language = "id", password = AccessServer.Password });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Json.GetProperty("setupNeeded").GetBoolean());
        Assert.Equal("rahma", await browser.WhoAsync());
        Assert.Equal(["maintainer", "regionalOffice"], answer.Json.GetProperty("caller").GetProperty("places").EnumerateArray().Select(p => p.GetProperty("role").GetString()).Order());
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var code = await server.FirstCodeAsync();
        using var one = server.Open();
        using var two = server.Open();
        Assert.Equal(HttpStatusCode.OK, (await AcceptAsync(one, code, "rahma")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AcceptAsync(two, code, "siti")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await two.GetAsync($"/api/v1/invitations/{code}")).Status);
    }

    [Fact]
    public async Task Of_several_who_follow_the_first_link_at_once_one_becomes_the_first()
    {
        var code = await server.FirstCodeAsync();
        var browsers = Enumerable.Range(0, 6).Select(_ => server.Open()).ToArray();
        var answers = await Task.WhenAll(browsers.Select((b, n) => AcceptAsync(b, code, $"first-{n}")));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.NotFound));
        Assert.Equal(1, await server.InDatabaseAsync(d => d.Users.CountAsync(Browser.Cancellation)));
        Array.ForEach(browsers, b => b.Dispose());
    }

    [Fact]
    public async Task A_link_is_over_after_a_day_and_a_later_start_makes_another()
    {
        var code = await server.FirstCodeAsync();
        server.Clock.Advance(TimeSpan.FromHours(24));
        using var browser = server.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await AcceptAsync(browser, code, "rahma")).Status);
        var renewed = await server.FirstCodeAsync();
        var again = await server.FirstCodeAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await AcceptAsync(browser, renewed, "rahma")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AcceptAsync(browser, again, "rahma")).Status);
    }

    [Fact]
    public async Task A_refused_password_says_why_and_leaves_the_link_usable()
    {
        var code = await server.FirstCodeAsync();
        using var browser = server.Open();
        var refused = await AcceptAsync(browser, code, "rahma", "too short");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("15", refused.Json.GetProperty("errors").GetProperty("password")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AcceptAsync(browser, code, "rahma")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("kiosk:dapur-1")]
    [InlineData("nobody")]
    [InlineData("-ani")]
    public async Task A_short_name_is_one_that_records_can_bear(string user)
    {
        using var browser = server.Open();
        var refused = await AcceptAsync(browser, await server.FirstCodeAsync(), user);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.True(refused.Json.GetProperty("errors").TryGetProperty("user", out _));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..%2f..")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_code_is_unknown(string code)
    {
        using var browser = server.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/api/v1/invitations/{code}")).Status);
    }

    [Fact]
    public async Task Whoever_forgot_the_password_gets_a_new_link_and_the_old_sessions_end_when_it_is_used()
    {
        using var first = await server.SetUpAsync();
        var (id, browser) = await server.InviteAsync(first, "sari", Role.Operator);
        using var old = browser;
        var link = (await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/link", null)).Json.GetProperty("link").GetString()!;
        Assert.Equal("sari", await old.WhoAsync());
        using var fresh = server.Open();
        var seen = await fresh.GetAsync("/api/v1/invitations/" + link[(link.LastIndexOf('/') + 1)..]);
        Assert.Equal((false, "sari"), (seen.Json.GetProperty("first").GetBoolean(), seen.Json.GetProperty("user").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await fresh.SendAsync(HttpMethod.Post, "/api/v1/invitations/" + link[(link.LastIndexOf('/') + 1)..], new { password = "gajah terbang di sore hari" })).Status);
        Assert.Null(await old.WhoAsync());
        Assert.Equal("wrong", (await old.SignInAsync("sari", AccessServer.Password)).Reason);
        Assert.Equal(HttpStatusCode.OK, (await old.SignInAsync("sari", "gajah terbang di sore hari")).Status);
    }

    private static Task<Answer> AcceptAsync(Browser browser, string code, string user, string password = AccessServer.Password) =>
        browser.SendAsync(HttpMethod.Post, $"/api/v1/invitations/{code}", new { user, displayName = "Seseorang", language = "id", password });
}
