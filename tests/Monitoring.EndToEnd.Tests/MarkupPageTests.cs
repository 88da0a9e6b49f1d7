using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Monitoring.EndToEnd.Tests;

/// <summary>Names, notes and reasons that are programs, on every page of the dashboard in a real browser: nothing of them runs, and the page keeps its own policy.</summary>
public sealed class MarkupPageTests
{
    private const string Script = "<img src=x onerror=\"window.ran=1\"><script>window.ran=2</script>";

    private static readonly string[] Pages =
        ["/", "/areas/test/kitchen", "/alarms", "/alarms/journal", "/alarms/health", "/history?signal=test/kitchen/device-1/heat", "/account", "/people", "/devices", "/kiosks", "/keys", "/audit"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_somebody_wrote_runs_in_anybodys_browser_and_the_page_breaks_no_policy_of_its_own()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest(HostilePlan(), new Dictionary<string, string> { ["Mqtt__Anonymous"] = "true" });
        await server.StartAsync(Cancellation);
        await using (var stove = new Stove("test/kitchen/device-1/heat", server.MqttPort, seed: 1))
        {
            await stove.SendUntilAcknowledgedAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), 150, Cancellation);
        }

        var context = await server.First.EnterAsync(chromium.Browser);
        await context.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.error(`violation: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))");
        var complaints = new ConcurrentQueue<string>();
        await WriteAsync(context);

        var page = await context.NewPageAsync();
        page.Console += (_, line) => Note(line.Type is "error" or "warning" && !line.Text.StartsWith("Failed to load resource", StringComparison.Ordinal), line.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Dialog += async (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Expect(page.Locator("#app")).Not.ToBeEmptyAsync();
            Assert.Equal("undefined", await page.EvaluateAsync<string>("() => typeof window.ran"));
            Assert.Equal(0, await page.Locator("#app script, #app img[src=x]").CountAsync());
            Assert.True(complaints.IsEmpty, $"{path}: {string.Join('\n', complaints)}");
        }

        await page.GotoAsync("/areas/test/kitchen");
        await Expect(page.Locator("#app")).ToContainTextAsync("<script>window.ran=2</script>");
        await page.GotoAsync("/alarms");
        await Expect(page.Locator("#app")).ToContainTextAsync("<script>window.ran=2</script>");

        void Note(bool matters, string text)
        {
            if (matters)
            {
                complaints.Enqueue(text);
            }
        }
    }

    private static string HostilePlan()
    {
        var words = JsonSerializer.Serialize(Script);
        return HotPlan.Yaml(1)
            .Replace("{id: Uji, en: Test}", $"{{id: {words}, en: {words}}}", StringComparison.Ordinal)
            .Replace("{id: kitchen, en: kitchen}", $"{{id: {words}, en: {words}}}", StringComparison.Ordinal)
            .Replace("{id: Alat 1, en: Device 1}", $"{{id: {words}, en: {words}}}", StringComparison.Ordinal)
            .Replace("{id: Panas, en: Heat}", $"{{id: {words}, en: {words}}}", StringComparison.Ordinal)
            .Replace("{id: Terlalu panas, en: Too hot}", $"{{id: {words}, en: {words}}}", StringComparison.Ordinal)
            .Replace("{id: Terbakar, en: It burns}", $"{{id: {words}, en: {words}}}", StringComparison.Ordinal)
            .Replace("{id: Matikan api, en: Turn the fire off}", $"{{id: {words}, en: {words}}}", StringComparison.Ordinal);
    }

    /// <summary>Everything that a person can name or write. What the server refuses as a name needn't be shown; what fails there is a fault.</summary>
    private static async Task WriteAsync(IBrowserContext context)
    {
        var session = (await (await context.APIRequest.GetAsync("/api/v1/session")).JsonAsync())!.Value;
        var csrf = session.GetProperty("csrf").GetString()!;
        var alarms = await Eventually.Async(
            "the alarm is raised",
            async () => (await (await context.APIRequest.GetAsync("/api/v1/alarms")).JsonAsync())!.Value,
            all => all.GetArrayLength() > 0);
        var id = alarms[0].GetProperty("id").GetString();
        await SendAsync("PUT", "/api/v1/account", new { displayName = Script, language = "en" });
        await PostAsync($"/api/v1/alarms/{id}/acknowledge", new { note = Script });
        await PostAsync("/api/v1/areas/test/workshop/equipment/device-1/out-of-service", new { why = Script, note = Script, minutes = 60 });
        await PostAsync("/api/v1/accounts", new { user = "budi", displayName = Script, language = "en", grants = new[] { new { role = "operator", facility = "test", area = "kitchen" } }, why = Script });
        await PostAsync("/api/v1/keys", new { name = Script, rights = new[] { "see" }, facility = "test", area = "kitchen", days = 5 });
        await PostAsync("/api/v1/devices", new { facility = "test", area = "kitchen", device = "device-1", why = Script });

        Task PostAsync(string path, object body) => SendAsync("POST", path, body);

        async Task SendAsync(string method, string path, object body)
        {
            var answer = await context.APIRequest.FetchAsync(path, new() { Method = method, DataObject = body, Headers = new Dictionary<string, string> { ["X-CSRF-Token"] = csrf } });
            Assert.True(answer.Status is < 500 and not (401 or 403 or 404 or 405), $"{path}: {answer.Status} {await answer.TextAsync()}");
        }
    }
}
