using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Monitoring.EndToEnd.Tests;

/// <summary>What somebody does at the dashboard's door and at a kiosk.</summary>
internal static class SignIn
{
    public const string Pin = "246813";

    /// <summary>A browser in which nobody is signed in.</summary>
    public static async Task<IPage> OpenAsync(IBrowser browser, ServerUnderTest server, string path)
    {
        var context = await browser.NewContextAsync(new() { Locale = "en-GB" });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"http://localhost:{server.HttpPort}{path}");
        return page;
    }

    /// <summary>Fills in the sign-in page, wherever it stands, and presses its button.</summary>
    public static async Task TryAsync(IPage page, string user, string password)
    {
        await page.GetByTestId("sign-in-user").FillAsync(user);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-confirm").ClickAsync();
    }

    public static async Task EnterAsync(IPage page, string user, string password)
    {
        await TryAsync(page, user, password);
        await Expect(page.GetByTestId("me")).ToBeVisibleAsync();
    }

    public static async Task LeaveAsync(IPage page)
    {
        await page.GetByTestId("me").ClickAsync();
        await page.GetByTestId("sign-out").ClickAsync();
        await Expect(page.GetByTestId("sign-in")).ToBeVisibleAsync();
    }

    /// <summary>Chooses one's tile and types the PIN on the pad.</summary>
    public static async Task IdentifyAsync(IPage kiosk, string user, string pin)
    {
        await kiosk.GetByTestId($"identify-{user}").ClickAsync();
        foreach (var digit in pin)
        {
            await kiosk.GetByTestId($"pin-{digit}").ClickAsync();
        }
    }
}
