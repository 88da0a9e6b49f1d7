using System.Net.Http.Json;
using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Monitoring.EndToEnd.Tests;

/// <summary>Who is there, in a real browser: the door, a link, an ended session, a kiosk.</summary>
public sealed class SignInPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_signs_in_is_where_they_wanted_to_be_and_who_signs_out_leaves_the_door_behind()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest(HotPlan.Yaml(1));
        await server.StartAsync(Cancellation);
        using var ani = await server.InviteAsync("ani", "Bu Ani", "supervisor", "test", Cancellation);

        var page = await SignIn.OpenAsync(chromium.Browser, server, "/alarms/journal?area=kitchen");
        await SignIn.TryAsync(page, "ani", "not the password of anybody");
        await Expect(page.GetByTestId("sign-in-problem")).ToContainTextAsync("salah");
        await Expect(page.GetByTestId("sign-in-password")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("sign-in-password")).ToHaveValueAsync("");

        await SignIn.EnterAsync(page, "ani", Visitor.Password);
        await Expect(page.GetByTestId("tab-journal")).ToHaveAttributeAsync("aria-current", "page");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/alarms/journal\\?area=kitchen$"));
        await Expect(page.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live");
        await Expect(page.GetByTestId("me")).ToContainTextAsync("Bu Ani");
        await Expect(page.GetByTestId("tab-health")).ToHaveCountAsync(0);

        await SignIn.LeaveAsync(page);
        await page.GoBackAsync();
        await Expect(page.GetByTestId("sign-in")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("me")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_link_leads_to_a_password_once_and_says_what_to_do_when_it_was_used()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest(HotPlan.Yaml(1));
        await server.StartAsync(Cancellation);
        var body = new { user = "ani", displayName = "Bu Ani", language = "id", grants = new[] { new { role = "supervisor", facility = "test" } } };
        using var made = await server.First.Http.PostAsJsonAsync("api/v1/accounts", body, Cancellation);
        var link = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("link").GetString()!;
        var path = link[link.IndexOf("/welcome/", StringComparison.Ordinal)..];

        var page = await SignIn.OpenAsync(chromium.Browser, server, path);
        await page.GetByTestId("welcome-password").FillAsync("short");
        await Expect(page.GetByTestId("password-advice")).ToHaveAttributeAsync("data-advice", "short");
        await page.GetByTestId("welcome-password").FillAsync("password12345678");
        await Expect(page.GetByTestId("password-advice")).ToHaveAttributeAsync("data-advice", "good");
        await page.GetByTestId("welcome-confirm").ClickAsync();
        await Expect(page.GetByTestId("welcome-problem")).Not.ToBeEmptyAsync();
        await page.GetByTestId("welcome-password").FillAsync(Visitor.Password);
        await page.GetByTestId("welcome-confirm").ClickAsync();
        await Expect(page.GetByTestId("me")).ToContainTextAsync("Bu Ani");

        var later = await SignIn.OpenAsync(chromium.Browser, server, path);
        await Expect(later.GetByTestId("welcome-gone")).ToContainTextAsync("Minta tautan baru");
    }

    [Fact]
    public async Task A_session_that_is_ended_elsewhere_ends_at_the_door_and_goes_on_where_it_was()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest(HotPlan.Yaml(1));
        await server.StartAsync(Cancellation);
        using var ani = await server.InviteAsync("ani", "Bu Ani", "supervisor", "test", Cancellation);
        var page = await SignIn.OpenAsync(chromium.Browser, server, "/areas/test/kitchen");
        await SignIn.EnterAsync(page, "ani", Visitor.Password);
        await Expect(page.GetByTestId("area-status")).ToBeVisibleAsync();

        using var ended = await ani.Http.DeleteAsync(new Uri("api/v1/account/sessions", UriKind.Relative), Cancellation);
        ended.EnsureSuccessStatusCode();
        await Expect(page.GetByTestId("sign-in")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(page.GetByTestId("area-status")).ToHaveCountAsync(0);

        await SignIn.EnterAsync(page, "ani", Visitor.Password);
        await Expect(page.GetByTestId("area-status")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task At_a_kiosk_a_PIN_does_one_act_in_the_name_of_its_person()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest(HotPlan.Yaml(1));
        await server.StartAsync(Cancellation);
        using var ani = await server.InviteAsync("ani", "Bu Ani", "supervisor", "test", Cancellation);
        using var pin = await ani.Http.PutAsJsonAsync("api/v1/account/pin", new { password = Visitor.Password, pin = SignIn.Pin }, Cancellation);
        pin.EnsureSuccessStatusCode();
        await using var stove = new Stove("test/kitchen/device-1/heat", server.MqttPort, seed: 1);
        await stove.SendUntilAcknowledgedAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), HotPlan.Limit + 20, Cancellation);

        var kiosk = await server.First.OpenAsync(chromium.Browser, "/kiosks");
        await kiosk.GetByTestId("kiosks-register").ClickAsync();
        await kiosk.GetByTestId("kiosk-id").FillAsync("dapur-1");
        await kiosk.GetByTestId("kiosk-name").FillAsync("Dapur 1");
        await kiosk.GetByTestId("admin-confirm").ClickAsync();
        await Expect(kiosk.GetByTestId("kiosk")).ToContainTextAsync("Dapur 1");
        await Expect(kiosk.GetByTestId("area-status")).ToBeVisibleAsync();
        await Expect(kiosk.GetByTestId("me")).ToHaveCountAsync(0);

        await kiosk.Locator("[data-testid^=next-]").First.ClickAsync();
        await kiosk.GetByTestId("act-note").FillAsync("Api dikecilkan");
        await kiosk.GetByTestId("act-confirm").ClickAsync();
        await SignIn.IdentifyAsync(kiosk, "ani", "135792");
        await Expect(kiosk.GetByTestId("identify-problem")).ToContainTextAsync("PIN salah");
        await kiosk.GetByTestId("identify-cancel").ClickAsync();
        await Expect(kiosk.GetByTestId("act-note")).ToHaveValueAsync("Api dikecilkan");
        await kiosk.GetByTestId("act-confirm").ClickAsync();
        await SignIn.IdentifyAsync(kiosk, "ani", SignIn.Pin);
        await Expect(kiosk.Locator("[data-testid^=owner-]").First).ToContainTextAsync("ani");
        await Expect(kiosk.Locator("dialog")).ToHaveCountAsync(0);

        var journal = await Eventually.Async(
            "the act is in the journal",
            () => server.GetAsync("/api/v1/alarms/journal?kind=acknowledged", Cancellation),
            page => page.GetProperty("entries").GetArrayLength() == 1);
        var entry = journal.GetProperty("entries")[0];
        Assert.Equal("ani", entry.GetProperty("by").GetString());
        Assert.Equal("Api dikecilkan", entry.GetProperty("note").GetString());
        Assert.StartsWith("kiosk:dapur-1", entry.GetProperty("from").GetString(), StringComparison.Ordinal);
    }
}
