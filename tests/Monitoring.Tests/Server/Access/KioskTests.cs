using System.Net;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.People;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.Server.Access;

public sealed class KioskTests : IAsyncLifetime
{
    private const string SariPin = "739102", SariBadge = "0412AB7F";

    private AccessServer server = null!;
    private Browser first = null!;
    private Browser sari = null!;
    private string sariId = null!;

    public async ValueTask InitializeAsync()
    {
        server = await AccessServer.StartAsync();
        first = await server.SetUpAsync();
        (sariId, sari) = await server.InviteAsync(first, "sari", Role.Supervisor, area: "kitchen");
        Assert.Equal(HttpStatusCode.NoContent, (await sari.SendAsync(HttpMethod.Put, "/api/v1/account/pin", new { password = AccessServer.Password, pin = SariPin })).Status);
    }

    public ValueTask DisposeAsync()
    {
        first.Dispose();
        sari.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_browser_becomes_a_kiosk_and_nobody_stays_signed_in_there()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        var session = (await kiosk.GetAsync("/api/v1/session")).Json.GetProperty("caller");
        Assert.Equal(("kiosk", "kiosk:dapur-1", "kitchen"), (session.GetProperty("kind").GetString(), session.GetProperty("name").GetString(), session.GetProperty("kiosk").GetProperty("area").GetString()));
        Assert.Equal(["see"], session.GetProperty("places")[0].GetProperty("rights").EnumerateArray().Select(r => r.GetString()));
        Assert.False(kiosk.Cookies.ContainsKey("monitoring"));
        Assert.Equal(HttpStatusCode.Forbidden, (await kiosk.GetAsync("/api/v1/account")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ActAsync(kiosk, null)).Status);
    }

    [Fact]
    public async Task An_act_with_a_PIN_is_the_persons_and_says_through_which_kiosk()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        Assert.Equal("sari", Assert.Single((await kiosk.GetAsync("/api/v1/kiosk/people")).Json.EnumerateArray()).GetProperty("name").GetString());
        var identified = await PinAsync(kiosk);
        Assert.Equal(("sari", "supervisor"), (identified.Json.GetProperty("person").GetProperty("name").GetString(), identified.Json.GetProperty("person").GetProperty("role").GetString()));
        var done = await ActAsync(kiosk, Token(identified));
        Assert.Equal(("sari", "kiosk:dapur-1 127.0.0.1"), (done.Json.GetProperty("name").GetString(), done.Json.GetProperty("from").GetString()));
        Assert.Equal("palu/kitchen:See, Acknowledge, Record, Reset, Shelve, Verify", Assert.Single(done.Json.GetProperty("rights").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_head_at_a_kiosk_acts_there_and_manages_nothing()
    {
        var own = await first.SendAsync(HttpMethod.Put, "/api/v1/account/pin", new { password = AccessServer.Password, pin = "180394" });
        Assert.Equal(HttpStatusCode.NoContent, own.Status);
        using var kiosk = await RegisterAsync("dapur-1");
        var identified = await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { person = "rahma", pin = "180394" });
        Assert.DoesNotContain("managePeople", identified.Json.GetProperty("person").GetProperty("rights").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await kiosk.GetAsync("/api/v1/accounts", ("Acting-Token", Token(identified)))).Status);
        var again = await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { person = "rahma", pin = "180394" });
        Assert.Equal(HttpStatusCode.Forbidden, (await kiosk.GetAsync("/api/v1/account", ("Acting-Token", Token(again)))).Status);
        var elsewhere = await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { person = "rahma", pin = "180394" });
        Assert.Equal(HttpStatusCode.Forbidden, (await kiosk.SendAsync(HttpMethod.Post, "/try/palu/workshop/act", null, ("Acting-Token", Token(elsewhere)))).Status);
    }

    [Fact]
    public async Task A_token_is_good_for_one_act()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        var token = Token(await PinAsync(kiosk));
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(kiosk, token)).Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "acting"), StatusOf(await ActAsync(kiosk, token)));
    }

    [Fact]
    public async Task A_token_is_good_for_a_minute()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        var token = Token(await PinAsync(kiosk));
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((HttpStatusCode.Unauthorized, "acting"), StatusOf(await ActAsync(kiosk, token)));
    }

    [Fact]
    public async Task A_token_is_good_at_its_kiosk_alone_and_is_burnt_elsewhere()
    {
        using var one = await RegisterAsync("dapur-1");
        using var two = await RegisterAsync("dapur-2");
        var token = Token(await PinAsync(one));
        Assert.Equal((HttpStatusCode.Unauthorized, "acting"), StatusOf(await ActAsync(two, token)));
        Assert.Equal((HttpStatusCode.Unauthorized, "acting"), StatusOf(await ActAsync(one, token)));
        var other = Token(await PinAsync(one));
        Assert.Equal((HttpStatusCode.Unauthorized, "acting"), StatusOf(await ActAsync(sari, other)));
    }

    [Fact]
    public async Task An_act_at_a_kiosk_needs_the_pages_token_too()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        var token = Token(await PinAsync(kiosk));
        kiosk.Csrf = null;
        Assert.Equal((HttpStatusCode.Forbidden, "csrf"), StatusOf(await ActAsync(kiosk, token)));
    }

    [Fact]
    public async Task A_badge_identifies_whatever_the_reader_puts_between_the_digits()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{sariId}/badge", new { badge = "04:12:ab:7F" })).Status);
        using var kiosk = await RegisterAsync("dapur-1");
        Assert.Equal("sari", (await BadgeAsync(kiosk, "0412AB7F")).Json.GetProperty("person").GetProperty("name").GetString());
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong"), StatusOf(await BadgeAsync(kiosk, "0412AB70")));
        var digest = await server.InDatabaseAsync(d => d.Users.Where(a => a.BadgeDigest != null).Select(a => a.BadgeDigest).SingleAsync(Browser.Cancellation));
        Assert.NotEqual(Monitoring.Server.Access.Secret.Digest("0412AB7F"), digest);
    }

    [Fact]
    public async Task Two_people_can_not_have_one_badge()
    {
        var (siti, browser) = await server.InviteAsync(first, "siti", Role.Operator, area: "kitchen");
        browser.Dispose();
        await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{sariId}/badge", new { badge = "0412AB7F" });
        Assert.Equal(HttpStatusCode.Conflict, (await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{siti}/badge", new { badge = "0412ab7f" })).Status);
    }

    [Fact]
    public async Task Guessing_a_PIN_gets_nowhere()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        var answers = new List<Answer>();
        for (var guess = 0; guess < 200; guess++)
        {
            answers.Add(await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { person = "sari", pin = $"{100_000 + guess}" }));
        }

        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        Assert.Equal(195, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PinAsync(kiosk)).Status);
        await StoreSteps.EventuallyAsync(async () => await server.InDatabaseAsync(d => d.AuditEntries.CountAsync(e => e.What == "kiosk.refused", Browser.Cancellation)) == 1);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await PinAsync(kiosk)).Status);
        Assert.Equal(HttpStatusCode.OK, (await sari.SignInAsync("sari", AccessServer.Password)).Status);
    }

    [Fact]
    public async Task Guessing_at_one_kiosk_locks_that_kiosk_for_two_minutes_at_most()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        for (var guess = 0; guess < 15; guess++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await BadgeAsync(kiosk, $"0000{guess:0000}")).Status);
        }

        Assert.Equal(30, (await BadgeAsync(kiosk, "00009999")).Json.GetProperty("retryAfter").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await PinAsync(kiosk)).Status);
        using var other = await RegisterAsync("dapur-2");
        Assert.Equal(HttpStatusCode.OK, (await PinAsync(other)).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, (await BadgeAsync(kiosk, "00009999")).Status);
    }

    [Fact]
    public async Task Wrong_PINs_lock_no_badge()
    {
        await GiveBadgeAsync();
        using var kiosk = await RegisterAsync("dapur-1");
        for (var guess = 0; guess < 15; guess++)
        {
            var answer = await kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { person = $"somebody-{guess}", pin = "100000" });
            Assert.Equal((HttpStatusCode.Unauthorized, "wrong"), StatusOf(answer));
        }

        Assert.Equal(30, (await PinAsync(kiosk)).Json.GetProperty("retryAfter").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await BadgeAsync(kiosk, SariBadge)).Status);
    }

    [Fact]
    public async Task Ones_own_badge_buys_no_more_guesses_and_a_quarter_of_an_hour_does()
    {
        await GiveBadgeAsync();
        using var kiosk = await RegisterAsync("dapur-1");
        await GuessAsync(14);
        Assert.Equal(HttpStatusCode.OK, (await BadgeAsync(kiosk, SariBadge)).Status);
        await GuessAsync(1);
        Assert.Equal(30, (await BadgeAsync(kiosk, SariBadge)).Json.GetProperty("retryAfter").GetInt32());

        server.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, (await BadgeAsync(kiosk, SariBadge)).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await GuessAsync(14);
        Assert.Equal(HttpStatusCode.OK, (await BadgeAsync(kiosk, SariBadge)).Status);

        async Task GuessAsync(int guesses)
        {
            for (var guess = 0; guess < guesses; guess++)
            {
                Assert.Equal((HttpStatusCode.Unauthorized, "wrong"), StatusOf(await BadgeAsync(kiosk, $"0000{guess:0000}")));
            }
        }
    }

    [Fact]
    public async Task A_revoked_kiosk_is_none_at_once_and_neither_is_the_browser_before_a_new_registration()
    {
        using var old = await RegisterAsync("dapur-1");
        using var renewed = await RegisterAsync("dapur-1");
        Assert.Null(await old.WhoAsync());
        Assert.Equal("kiosk:dapur-1", await renewed.WhoAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync(HttpMethod.Delete, "/api/v1/kiosks/dapur-1", null)).Status);
        Assert.Null(await renewed.WhoAsync());
        Assert.True((await first.GetAsync("/api/v1/kiosks")).Json[0].GetProperty("revoked").GetBoolean());
    }

    [Fact]
    public async Task Who_is_disabled_between_the_PIN_and_the_act_does_not_act()
    {
        using var kiosk = await RegisterAsync("dapur-1");
        var token = Token(await PinAsync(kiosk));
        await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{sariId}/disable", new { why = "left" });
        Assert.Equal((HttpStatusCode.Unauthorized, "acting"), StatusOf(await ActAsync(kiosk, token)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PinAsync(kiosk)).Status);
    }

    [Fact]
    public async Task Only_who_manages_devices_there_makes_a_kiosk()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await sari.SendAsync(HttpMethod.Post, "/api/v1/kiosks", new { id = "dapur-1", name = "Dapur", facility = "palu", area = "kitchen" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await first.SendAsync(HttpMethod.Post, "/api/v1/kiosks", new { id = "dapur 1", name = "Dapur", facility = "palu", area = "kitchen" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await first.SendAsync(HttpMethod.Post, "/api/v1/kiosks", new { id = "dapur-1", name = "Dapur", facility = "palu", area = "moon" })).Status);
        Assert.Equal("rahma", await first.WhoAsync());
    }

    private async Task<Browser> RegisterAsync(string id)
    {
        var browser = server.Open();
        await browser.SignInAsync("rahma", AccessServer.Password);
        Assert.Equal(HttpStatusCode.Created, (await browser.SendAsync(HttpMethod.Post, "/api/v1/kiosks", new { id, name = "Dapur", facility = "palu", area = "kitchen" })).Status);
        Assert.Equal($"kiosk:{id}", await browser.WhoAsync());
        return browser;
    }

    private async Task GiveBadgeAsync() =>
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync(HttpMethod.Put, $"/api/v1/accounts/{sariId}/badge", new { badge = SariBadge })).Status);

    private static Task<Answer> PinAsync(Browser kiosk) => kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { person = "sari", pin = SariPin });

    private static Task<Answer> BadgeAsync(Browser kiosk, string badge) => kiosk.SendAsync(HttpMethod.Post, "/api/v1/kiosk/identify", new { badge });

    private static Task<Answer> ActAsync(Browser kiosk, string? token) =>
        kiosk.SendAsync(HttpMethod.Post, "/try/palu/kitchen/act", null, token is null ? [] : [("Acting-Token", token)]);

    private static string Token(Answer identified) => identified.Json.GetProperty("token").GetString()!;

    private static (HttpStatusCode Status, string? Reason) StatusOf(Answer answer) => (answer.Status, answer.Reason);
}
