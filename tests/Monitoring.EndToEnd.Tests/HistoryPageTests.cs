using System.Globalization;
using Microsoft.Playwright;
using MQTTnet;
using MQTTnet.Protocol;
using static Microsoft.Playwright.Assertions;

namespace Monitoring.EndToEnd.Tests;

/// <summary>The reviewer's job in a real browser: a signal's past is drawn, told exactly, looked at more closely and read as a table.</summary>
public sealed class HistoryPageTests
{
    private const string Signal = "palu/kitchen/fryer-1/oil_temp";
    private const int Readings = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_past_is_drawn_told_exactly_at_the_cursor_asked_again_when_one_comes_closer_and_read_as_a_table()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest();
        await server.StartAsync(Cancellation);
        await SendPastAsync(server);
        var page = await server.First.OpenAsync(chromium.Browser, "/");
        var failures = new List<string>();
        page.PageError += (_, failure) => failures.Add(failure);

        await page.GotoAsync($"http://localhost:{server.HttpPort}/history?signal={Signal}");
        await Expect(page.GetByTestId("history-panel")).ToHaveAttributeAsync("data-phase", "read");
        await Expect(page.GetByTestId("readout-summary")).ToContainTextAsync("Terendah 146,0 °C, tertinggi 153,375 °C");
        Assert.True(await HasInkAsync(page), "The chart is blank.");

        var chart = page.GetByTestId("history-chart");
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.GetByTestId("readout-value")).ToContainTextAsync("153,375 °C");
        var dot = await chart.Locator("i").BoundingBoxAsync();
        await page.Mouse.MoveAsync(dot!.X - 300, dot.Y);
        await page.Mouse.MoveAsync(dot.X + (dot.Width / 2), dot.Y + (dot.Height / 2));
        await Expect(page.GetByTestId("readout-value")).ToContainTextAsync("153,375 °C");
        await Expect(page.GetByTestId("pointer-time")).ToContainTextAsync("WITA");

        await page.RunAndWaitForRequestAsync(() => page.Keyboard.PressAsync("+"), request => AskedMinutes(request) is > 0 and < 40);
        await Expect(page.GetByTestId("history-panel")).ToHaveAttributeAsync("data-phase", "read");

        await page.GetByTestId("table-toggle").ClickAsync();
        await Expect(page.GetByTestId("history-table").Locator("tbody tr").Last).ToContainTextAsync("153,375 °C");
        Assert.Empty(failures);
    }

    /// <returns>How many minutes of buckets a request asks for; 0: it asks for something else.</returns>
    private static double AskedMinutes(Microsoft.Playwright.IRequest request)
    {
        var address = new Uri(request.Url);
        if (address.AbsolutePath != "/api/v1/history")
        {
            return 0;
        }

        var asked = address.Query.TrimStart('?').Split('&').Select(p => p.Split('=')).Where(p => p[0] is "from" or "to")
            .ToDictionary(p => p[0], p => long.Parse(p[1], CultureInfo.InvariantCulture));
        return TimeSpan.FromMilliseconds(asked["to"] - asked["from"]).TotalMinutes;
    }

    /// <summary>Is the line's colour on the canvas?</summary>
    private static Task<bool> HasInkAsync(IPage page) => page.EvaluateAsync<bool>(
        """
        () => {
          const canvas = document.querySelector('[data-testid=history-chart] canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let i = 0; i < data.length; i += 4) if (data[i] === 0x0b && data[i + 1] === 0x5c && data[i + 2] === 0xad) return true;
          return false;
        }
        """);

    /// <summary>Half an hour of readings, each with the time at which it was measured, up to a minute ago.</summary>
    private static async Task SendPastAsync(ServerUnderTest server)
    {
        using var fryer = new MqttClientFactory().CreateMqttClient();
        await fryer.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithClientId("fryer-1").Build(), Cancellation);
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-31);
        var readings = Enumerable.Range(0, Readings)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"v":{{146 + (i * 0.125)}},"t":"{{start.AddSeconds(30 * i):yyyy-MM-ddTHH:mm:ss.fffZ}}"}"""));
        await fryer.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic($"v1/{Signal}").WithPayload($"[{string.Join(',', readings)}]").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(),
            Cancellation);
        await Eventually.Async(
            "the readings are stored",
            async () => (await server.GetAsync($"/api/v1/history/readings?signal={Signal}&from=0&to={start.AddHours(1).ToUnixTimeMilliseconds()}", Cancellation)).GetProperty("readings").GetArrayLength(),
            stored => stored == Readings);
    }
}
