using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Monitoring.Tests.Server.Access;

public sealed class SingleSignOnTests : IAsyncLifetime
{
    private const string Begin = "/api/v1/session/single-sign-on";
    private const string Own = "/api/v1/account/single-sign-on";
    private const string Failure = "/sign-in?failed=single-sign-on";

    private readonly string secretFile = Path.GetTempFileName();
    private ScriptedProvider provider = null!;
    private AccessServer server = null!;
    private Browser first = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(secretFile, ScriptedProvider.ClientSecret, Browser.Cancellation);
        provider = await ScriptedProvider.StartAsync();
        server = await AccessServer.StartAsync(
            ("Access:OpenIdConnect:Authority", provider.Address),
            ("Access:OpenIdConnect:ClientId", ScriptedProvider.ClientId),
            ("Access:OpenIdConnect:ClientSecretFile", secretFile),
            ("Access:OpenIdConnect:Name", "Kantor wilayah"));
        first = await server.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        first.Dispose();
        await server.DisposeAsync();
        await provider.DisposeAsync();
        File.Delete(secretFile);
    }

    [Fact]
    public async Task The_sign_in_page_learns_its_name() =>
        Assert.Equal("Kantor wilayah", (await first.GetAsync("/api/v1/session")).Json.GetProperty("singleSignOn").GetProperty("name").GetString());

    [Fact]
    public async Task Whoever_linked_their_account_signs_in_there()
    {
        Assert.Equal("/account", await LinkAsync(first));
        using var browser = server.Open();
        Assert.Equal("/alarms", await GoAsync(browser, $"{Begin}?back=/alarms"));
        Assert.Equal("rahma", await browser.WhoAsync());
        Assert.Contains(browser.Cookies.Keys, c => c == "monitoring");
    }

    [Fact]
    public async Task Linking_asks_for_the_password_each_time_and_soon_before()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync($"{Begin}?link=true")).Status);
        Assert.Equal("wrong", (await first.SendAsync(HttpMethod.Post, Own, new { password = "not the password at all" })).Reason);
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync($"{Begin}?link=true")).Status);
        Assert.Equal("/account", await LinkAsync(first));
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync($"{Begin}?link=true")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync(HttpMethod.Post, Own, new { password = AccessServer.Password })).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync($"{Begin}?link=true")).Status);
    }

    [Fact]
    public async Task A_link_can_be_removed_with_the_password()
    {
        await LinkAsync(first);
        Assert.True(await IsLinkedAsync());
        Assert.Equal("wrong", (await first.SendAsync(HttpMethod.Delete, Own, new { password = "not the password at all" })).Reason);
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync(HttpMethod.Delete, Own, new { password = AccessServer.Password })).Status);
        Assert.False(await IsLinkedAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await first.SendAsync(HttpMethod.Delete, Own, new { password = AccessServer.Password })).Status);
        using var browser = server.Open();
        Assert.Equal(Failure, await GoAsync(browser, Begin));

        async Task<bool> IsLinkedAsync() => (await first.GetAsync("/api/v1/account")).Json.GetProperty("singleSignOn").GetBoolean();
    }

    [Fact]
    public async Task A_link_that_was_made_before_a_lost_password_ends_with_it()
    {
        await LinkAsync(first);
        using var browser = server.Open();
        var code = await server.LinkAsync("rahma");
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(HttpMethod.Post, $"/api/v1/invitations/{code}", new { password = "gajah terbang di sore hari" })).Status);
        using var elsewhere = server.Open();
        Assert.Equal(Failure, await GoAsync(elsewhere, Begin));
    }

    [Fact]
    public async Task An_invited_person_is_found_by_the_verified_address_the_first_time_and_by_who_they_are_from_then_on()
    {
        await InviteAsync("sari", "sari@site.example");
        provider.Email = "Sari@Site.example";
        using var browser = server.Open();
        Assert.Equal("/", await GoAsync(browser, Begin));
        Assert.Equal("sari", await browser.WhoAsync());

        provider.Email = null;
        using var again = server.Open();
        Assert.Equal("/", await GoAsync(again, Begin));
        Assert.Equal("sari", await again.WhoAsync());

        (provider.Subject, provider.Email) = ("person-2", "sari@site.example");
        using var stranger = server.Open();
        Assert.Equal(Failure, await GoAsync(stranger, Begin));
    }

    [Fact]
    public async Task An_address_that_the_provider_has_not_verified_finds_nobody()
    {
        await InviteAsync("sari", "sari@site.example");
        (provider.Email, provider.EmailVerified) = ("sari@site.example", false);
        using var browser = server.Open();
        Assert.Equal(Failure, await GoAsync(browser, Begin));
        Assert.Null(await browser.WhoAsync());
    }

    [Fact]
    public async Task Nobody_gets_an_account_by_signing_in_elsewhere()
    {
        provider.Email = "stranger@site.example";
        using var browser = server.Open();
        Assert.Equal(Failure, await GoAsync(browser, Begin));
        Assert.Equal(1, await server.InDatabaseAsync(d => d.Users.CountAsync(Browser.Cancellation)));
    }

    [Fact]
    public async Task A_disabled_person_does_not_come_in_that_way()
    {
        var id = await InviteAsync("sari", "sari@site.example");
        provider.Email = "sari@site.example";
        using var browser = server.Open();
        await GoAsync(browser, Begin);
        await first.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/disable", new { why = "left" });
        Assert.Equal(Failure, await GoAsync(browser, Begin));
        Assert.Null(await browser.WhoAsync());
    }

    [Fact]
    public async Task A_forged_token_and_one_for_another_sign_in_are_refused()
    {
        await LinkAsync(first);
        using var browser = server.Open();
        provider.Forges = true;
        Assert.Equal(Failure, await GoAsync(browser, Begin));
        (provider.Forges, provider.Nonce) = (false, "of-another-time");
        Assert.Equal(Failure, await GoAsync(browser, Begin));
        Assert.Null(await browser.WhoAsync());
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused()
    {
        await LinkAsync(first);
        using var attacker = server.Open();
        using var victim = server.Open();
        var answer = provider.SignIn(new Uri((await attacker.GetAsync(Begin)).Message.Headers.Location!.ToString()));
        Assert.Equal(Failure, (await victim.GetAsync(answer)).Message.Headers.Location?.ToString());
        Assert.Null(await victim.WhoAsync());
    }

    [Fact]
    public async Task A_person_of_the_provider_has_one_account()
    {
        await LinkAsync(first);
        var (_, browser) = await server.InviteAsync(first, "budi", Domain.People.Role.FacilityHead);
        using var budi = browser;
        Assert.Equal(Failure, await LinkAsync(budi));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task It_ends_on_our_own_pages(string back)
    {
        await LinkAsync(first);
        using var browser = server.Open();
        Assert.Equal("/", await GoAsync(browser, $"{Begin}?back={Uri.EscapeDataString(back)}"));
    }

    [Fact]
    public async Task A_provider_that_is_away_leads_back_to_the_sign_in_page()
    {
        await provider.DisposeAsync();
        using var browser = server.Open();
        Assert.Equal(Failure, (await browser.GetAsync(Begin)).Message.Headers.Location?.ToString());
        provider = await ScriptedProvider.StartAsync();
    }

    private async Task<string> InviteAsync(string user, string email)
    {
        var made = await first.SendAsync(HttpMethod.Post, "/api/v1/accounts", new
        {
            user,
            displayName = "Orang",
            language = "id",
            email,
            grants = new[] { new { role = "operator", facility = "palu" } },
        });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return made.Json.GetProperty("id").GetString()!;
    }

    private async Task<string> LinkAsync(Browser browser)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(HttpMethod.Post, Own, new { password = AccessServer.Password })).Status);
        return await GoAsync(browser, $"{Begin}?link=true&back=/account");
    }

    private async Task<string> GoAsync(Browser browser, string begin)
    {
        var sent = await browser.GetAsync(begin);
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        var answer = await browser.GetAsync(provider.SignIn(sent.Message.Headers.Location!));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return answer.Message.Headers.Location!.ToString();
    }
}
