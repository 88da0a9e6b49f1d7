using Microsoft.Playwright;

namespace Monitoring.EndToEnd.Tests;

/// <summary>The browser of this machine, without a window.</summary>
internal sealed class Chromium(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public IBrowser Browser => browser;

    /// <summary>Skips the test where Chromium isn't installed.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var program = Mosquitto.Find("chromium");
        Assert.SkipWhen(program is null, "Chromium isn't installed (Debian: chromium).");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments }));
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
