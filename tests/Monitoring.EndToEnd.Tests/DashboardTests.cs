using System.Globalization;
using MQTTnet;
using MQTTnet.Protocol;
using static Microsoft.Playwright.Assertions;

namespace Monitoring.EndToEnd.Tests;

/// <summary>The main job in a real browser: packet in, tile changes, alarm appears, somebody acknowledges, everybody sees it.</summary>
public sealed class DashboardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hot_fryer_shows_on_the_board_is_acknowledged_and_the_second_browser_sees_who_did_it()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest();
        await server.StartAsync(Cancellation);
        using var ani = await server.InviteAsync("ani", "Bu Ani", "supervisor", "palu", Cancellation);
        var supervisor = await ani.OpenAsync(chromium.Browser, "/areas/palu/kitchen");
        var head = await server.First.OpenAsync(chromium.Browser, "/alarms");
        using var fryer = await ConnectAsync(server);

        await SendAsync(fryer, 146.3);
        var tile = supervisor.GetByTestId("tile-fryer-1-oil_temp");
        await Expect(tile).ToHaveAttributeAsync("data-trust", "good");
        await Expect(tile.Locator(".value")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("146[.,]3"));

        // A jump that oil can't make is doubted until time enough has passed for it; then the on-delay runs.
        var alarms = await Eventually.Async(
            "the fire alarm is raised",
            async () =>
            {
                await SendAsync(fryer, 212.5);
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancellation);
                return await server.GetAsync("/api/v1/alarms", Cancellation);
            },
            all => all.EnumerateArray().Any(a => a.GetProperty("rule").GetString() == "fire"));
        var id = alarms.EnumerateArray().First(a => a.GetProperty("rule").GetString() == "fire").GetProperty("id").GetString();
        await Expect(supervisor.GetByTestId($"alarm-{id}").First).ToHaveAttributeAsync("data-state", "activeUnacknowledged");
        await Expect(head.GetByTestId($"alarm-{id}").First).ToHaveAttributeAsync("data-state", "activeUnacknowledged");

        await supervisor.GetByTestId($"next-{id}").First.ClickAsync();
        await supervisor.GetByTestId("act-confirm").ClickAsync();
        await Expect(head.GetByTestId($"alarm-{id}").First).ToHaveAttributeAsync("data-state", "activeAcknowledged");
        await Expect(head.GetByTestId($"alarm-{id}").First).ToContainTextAsync("Bu Ani");
    }

    [Fact]
    public async Task When_the_server_is_gone_no_value_looks_live_and_when_it_is_back_the_board_is_right()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = new ServerUnderTest();
        await server.StartAsync(Cancellation);
        var page = await server.First.OpenAsync(chromium.Browser, "/areas/palu/kitchen");
        var tile = page.GetByTestId("tile-fryer-1-oil_temp");
        using (var fryer = await ConnectAsync(server))
        {
            await SendAsync(fryer, 146.3);
            await Expect(tile).ToHaveAttributeAsync("data-trust", "good");
        }

        await server.KillAsync(Cancellation);
        await Expect(tile).Not.ToHaveAttributeAsync("data-trust", "good", new() { Timeout = 10_000 });

        await server.StartAsync(Cancellation);
        using var again = await ConnectAsync(server);
        await SendAsync(again, 151.2);
        await Expect(tile).ToHaveAttributeAsync("data-trust", "good", new() { Timeout = 15_000 });
        await Expect(tile.Locator(".value")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("151[.,]2"));
    }

    private static async Task<IMqttClient> ConnectAsync(ServerUnderTest server)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithClientId("fryer-1").Build(), Cancellation);
        return client;
    }

    private static Task<MqttClientPublishResult> SendAsync(IMqttClient client, double value) => client.PublishAsync(
        new MqttApplicationMessageBuilder()
            .WithTopic("v1/palu/kitchen/fryer-1/oil_temp")
            .WithPayload(string.Create(CultureInfo.InvariantCulture, $$"""{"v":{{value}}}"""))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build(),
        Cancellation);
}
