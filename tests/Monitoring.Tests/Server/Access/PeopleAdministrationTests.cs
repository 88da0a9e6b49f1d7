using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Records.Access;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.Server.Access;

public sealed class PeopleAdministrationTests : IAsyncLifetime
{
    private AccessServer server = null!;
    private Browser first = null!;
    private Browser head = null!;
    private string firstId = null!;
    private string headId = null!;

    public async ValueTask InitializeAsync()
    {
        server = await AccessServer.StartAsync();
        first = await server.SetUpAsync();
        firstId = (await first.GetAsync("/api/v1/session")).Json.GetProperty("caller").GetProperty("id").GetString()!;
        (headId, head) = await server.InviteAsync(first, "budi", Role.FacilityHead);
    }

    public ValueTask DisposeAsync()
    {
        first.Dispose();
        head.Dispose();
        return server.DisposeAsync();
    }

    [Theory]
    [InlineData("operator", "palu", "kitchen", HttpStatusCode.Created)]
    [InlineData("supervisor", "palu", null, HttpStatusCode.Created)]
    [InlineData("qualityReviewer", "palu", null, HttpStatusCode.Created)]
    [InlineData("facilityHead", "palu", null, HttpStatusCode.Created)]
    [InlineData("operator", null, null, HttpStatusCode.Forbidden)]
    [InlineData("facilityHead", null, null, HttpStatusCode.Forbidden)]
    [InlineData("regionalOffice", "palu", null, HttpStatusCode.Forbidden)]
    [InlineData("maintainer", "palu", null, HttpStatusCode.Forbidden)]
    [InlineData("operator", "moon", null, HttpStatusCode.BadRequest)]
    [InlineData("operator", "palu", "moon", HttpStatusCode.BadRequest)]
    [InlineData("operator", null, "kitchen", HttpStatusCode.BadRequest)]
    public async Task Nobody_grants_what_they_do_not_hold_or_over_more_than_they_hold(string role, string? facility, string? area, HttpStatusCode status) =>
        Assert.Equal(status, (await PostAsync(head, "siti", role, facility, area)).Status);

    [Fact]
    public async Task Nobody_changes_who_holds_more()
    {
        Assert.DoesNotContain((await head.GetAsync("/api/v1/accounts")).Json.EnumerateArray(), a => a.GetProperty("user").GetString() == "rahma");
        var grants = new[] { new { role = "operator", facility = "palu" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{firstId}", new { displayName = "X", language = "id", grants })).Status);
        foreach (var act in new[] { "link", "disable", "enable", "unlock", "erase" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{firstId}/{act}", new { why = "because" })).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{firstId}/badge", new { badge = "0412AB7F" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Delete, $"/api/v1/accounts/{firstId}/sessions", null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.GetAsync($"/api/v1/accounts/{firstId}/export")).Status);
        Assert.Equal("rahma", await first.WhoAsync());
    }

    [Fact]
    public async Task A_key_is_trusted_with_people_only_if_it_holds_everything_everywhere()
    {
        using var callers = new SomeCallers(server.Services, server.Plain);
        var inPalu = await callers.ProgramAsync(RoleRights.Of(Role.RegionalOffice), "palu");
        var office = await callers.ProgramAsync(RoleRights.Of(Role.RegionalOffice));
        var recovery = await callers.ProgramAsync(Enum.GetValues<Right>().Aggregate((all, one) => all | one));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(inPalu, "", Person("siti", "regionalOffice", "palu")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(inPalu, $"/{headId}/link", new { resetTotp = true }));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(office, "", Person("siti", "regionalOffice", null)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(office, $"/{firstId}/link", new { resetTotp = true }));
        Assert.Equal(HttpStatusCode.Created, await PostAsync(recovery, "", Person("siti", "regionalOffice", null)));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(recovery, $"/{firstId}/link", new { resetTotp = true }));

        static object Person(string user, string role, string? facility) => new { user, displayName = "Orang", language = "id", grants = new[] { new { role, facility } } };

        static async Task<HttpStatusCode> PostAsync(SomeCaller by, string path, object body)
        {
            using var answer = await by.Http.PostAsJsonAsync(new Uri("/api/v1/accounts" + path, UriKind.Relative), body, Browser.Cancellation);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Whoever_manages_people_at_a_place_puts_a_maintainer_of_it_out_and_changes_nothing_else_of_them()
    {
        var (id, browser) = await server.InviteAsync(first, "dewi", Role.Maintainer);
        using var dewi = browser;
        Assert.Equal(id, Account(await head.GetAsync("/api/v1/accounts"), "dewi").GetProperty("id").GetString());
        foreach (var act in new[] { "link", "unlock", "erase" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/{act}", new { why = "because" })).Status);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Delete, $"/api/v1/accounts/{id}/sessions", null)).Status);
        Assert.Null(await dewi.WhoAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/disable", new { why = "left" })).Status);
        Assert.Equal("wrong", (await dewi.SignInAsync("dewi", AccessServer.Password)).Reason);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/enable", null)).Status);

        var (officeId, office) = await server.InviteAsync(first, "nur", Role.RegionalOffice);
        office.Dispose();
        Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{officeId}/disable", new { why = "left" })).Status);
    }

    [Fact]
    public async Task Nobody_makes_another_way_in_for_themselves()
    {
        var grants = new[] { new { role = "regionalOffice" }, new { role = "maintainer" } };
        Answer[] refused =
        [
            await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{firstId}/link", new { resetTotp = true }),
            await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{firstId}/badge", new { badge = "0412AB7F" }),
            await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{firstId}", new { displayName = "Bu Rahma", language = "id", email = "somebody@site.example", grants }),
        ];
        Assert.All(refused, r => Assert.Equal((HttpStatusCode.Conflict, "Use your account page."), (r.Status, r.Json.GetProperty("title").GetString())));
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{firstId}", new { displayName = "Bu Rahma", language = "id", grants })).Status);
    }

    [Fact]
    public async Task Words_about_somebody_go_with_them_and_those_that_stay_do_not_name_them()
    {
        var (id, browser) = await server.InviteAsync(first, "sari", Role.Operator);
        browser.Dispose();
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/disable", new { why = "Bu Sari moved to Poso" })).Status);
        var entry = await DisabledAsync();
        Assert.Equal((null, """{"why":"Bu Sari moved to Poso"}"""), (entry.Why, entry.Private));

        var named = await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/erase", new { why = "the orang asked" });
        Assert.True(named.Json.GetProperty("errors").TryGetProperty("why", out _));
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/erase", new { why = "asked in writing" })).Status);
        Assert.Null((await DisabledAsync()).Private);

        Task<AuditEntry> DisabledAsync() => server.InDatabaseAsync(d => d.AuditEntries.AsNoTracking().OrderBy(e => e.Number).FirstAsync(e => e.What == "account.disable", Browser.Cancellation));
    }

    [Fact]
    public async Task Nobody_raises_themselves()
    {
        var more = new[] { new { role = "facilityHead", facility = "palu" }, new { role = "maintainer", facility = "palu" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await head.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{headId}", new { displayName = "X", language = "id", grants = more })).Status);
    }

    [Fact]
    public async Task The_last_person_who_manages_people_everywhere_stays()
    {
        var less = new { displayName = "Bu Rahma", language = "id", grants = new[] { new { role = "operator", facility = "palu" } } };
        Assert.Equal(HttpStatusCode.Conflict, (await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{firstId}", less)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{firstId}/disable", new { why = "gone" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{firstId}/erase", new { why = "gone" })).Status);

        // Somebody who was only invited can't be counted on.
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(first, "wati", "regionalOffice", null, null)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{firstId}/disable", new { why = "gone" })).Status);
        var (_, browser) = await server.InviteAsync(first, "nur", Role.RegionalOffice, facility: null);
        using var nur = browser;
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{firstId}/disable", new { why = "gone" })).Status);
        Assert.Null(await first.WhoAsync());
    }

    [Fact]
    public async Task Of_the_last_two_who_disable_each_other_at_once_one_stays()
    {
        var (nurId, browser) = await server.InviteAsync(first, "nur", Role.RegionalOffice, facility: null);
        using var nur = browser;
        var grants = new[] { new { role = "regionalOffice" } };
        await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{firstId}", new { displayName = "Bu Rahma", language = "id", grants });
        await Task.WhenAll(
            first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{nurId}/disable", new { why = "gone" }),
            nur.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{firstId}/disable", new { why = "gone" }));
        Assert.Equal(1, await server.InDatabaseAsync(d => d.Users.CountAsync(a => a.DisabledAt == null && (a.Id == nurId || a.Id == firstId), Browser.Cancellation)));
    }

    [Fact]
    public async Task A_grant_that_is_taken_is_gone_at_the_next_request()
    {
        var (id, browser) = await server.InviteAsync(first, "sari", Role.Supervisor);
        using var sari = browser;
        Assert.Equal(HttpStatusCode.OK, (await sari.SendAsync(HttpMethod.Post, "/try/palu/kitchen/act", null)).Status);
        var grants = new[] { new { role = "operator", facility = "palu", area = "workshop" } };
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{id}", new { displayName = "Sari", language = "id", grants })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sari.SendAsync(HttpMethod.Post, "/try/palu/kitchen/act", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await sari.SendAsync(HttpMethod.Post, "/try/palu/workshop/act", null)).Status);
        var entry = await server.InDatabaseAsync(d => d.AuditEntries.AsNoTracking().OrderByDescending(e => e.Number).FirstAsync(e => e.What == "account.change", Browser.Cancellation));
        Assert.Equal(("budi", "account/sari", "palu"), (entry.Who, entry.Subject, entry.Facility));
        Assert.DoesNotContain("Sari", entry.Before + entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_somebody_out_ends_their_sessions_at_once()
    {
        var (id, browser) = await server.InviteAsync(first, "sari", Role.Operator);
        using var sari = browser;
        Assert.Equal("sari", await sari.WhoAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Delete, $"/api/v1/accounts/{id}/sessions", null)).Status);
        Assert.Null(await sari.WhoAsync());
    }

    [Fact]
    public async Task A_locked_account_is_unlocked_by_whoever_may()
    {
        var (id, browser) = await server.InviteAsync(first, "sari", Role.Operator);
        using var sari = browser;
        using var guesser = server.Open();
        for (var guess = 0; guess < 5; guess++)
        {
            await guesser.SignInAsync("sari", "not the password at all");
        }

        await server.GuessFromAsync("sari", addresses: 9);
        await StoreSteps.EventuallyAsync(async () => Account(await head.GetAsync("/api/v1/accounts"), "sari").GetProperty("lockedUntil").ValueKind == JsonValueKind.Number);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await guesser.SignInAsync("sari", AccessServer.Password)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/unlock", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await guesser.SignInAsync("sari", AccessServer.Password)).Status);
    }

    [Fact]
    public async Task The_list_says_who_is_invited_who_is_disabled_and_who_was_here()
    {
        await PostAsync(head, "siti", "operator", "palu", "kitchen");
        var listed = await head.GetAsync("/api/v1/accounts");
        var (siti, budi) = (Account(listed, "siti"), Account(listed, "budi"));
        Assert.Equal((true, false, JsonValueKind.Null), (siti.GetProperty("invited").GetBoolean(), siti.GetProperty("disabled").GetBoolean(), siti.GetProperty("lastSeenAt").ValueKind));
        Assert.Equal((false, JsonValueKind.Number), (budi.GetProperty("invited").GetBoolean(), budi.GetProperty("lastSeenAt").ValueKind));
        Assert.Equal("kitchen", siti.GetProperty("grants")[0].GetProperty("area").GetString());
    }

    [Fact]
    public async Task A_short_name_is_never_somebody_elses()
    {
        var (id, browser) = await server.InviteAsync(first, "sari", Role.Operator);
        browser.Dispose();
        Assert.Equal(HttpStatusCode.NoContent, (await head.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/erase", new { why = "she asked for it" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(head, "Sari", "operator", "palu", null)).Status);
        Assert.DoesNotContain((await first.GetAsync("/api/v1/accounts")).Json.EnumerateArray(), a => a.GetProperty("user").GetString() == "sari");
    }

    [Fact]
    public async Task Operators_manage_nobody()
    {
        var (_, browser) = await server.InviteAsync(first, "sari", Role.ShiftLead);
        using var sari = browser;
        Assert.Equal(HttpStatusCode.Forbidden, (await sari.GetAsync("/api/v1/accounts")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sari.GetAsync("/api/v1/keys")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sari.GetAsync("/api/v1/kiosks")).Status);
    }

    private static JsonElement Account(Answer listed, string user) => listed.Json.EnumerateArray().Single(a => a.GetProperty("user").GetString() == user);

    private static Task<Answer> PostAsync(Browser by, string user, string role, string? facility, string? area) =>
        by.SendAsync(HttpMethod.Post, "/api/v1/accounts", new { user, displayName = "Orang", language = "id", grants = new[] { new { role, facility, area } } });
}
