using System.Diagnostics;

namespace Monitoring.EndToEnd.Tests;

/// <summary>What README promises of its first command and of a packet by hand.</summary>
public sealed class FirstCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demonstration_prints_its_address_within_ten_seconds_and_shows_live_values_of_a_kitchen_and_a_workshop()
    {
        await using var server = new ServerUnderTest(plan: null, settings: null, "--demo");
        Assert.InRange(await server.StartAsync(Cancellation), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await Eventually.Async("the address is printed", () => Task.FromResult(server.Output), o => o.Contains($"http://localhost:{server.HttpPort}", StringComparison.Ordinal), seconds: 10);

        foreach (var area in new[] { "kitchen", "workshop" })
        {
            await Eventually.Async(
                $"most values of the {area} are live",
                () => server.GetAsync($"/api/v1/areas/palu/{area}", Cancellation),
                board => board.GetProperty("signals").EnumerateArray().Count(s => s.GetProperty("trust").GetString() == "good") >= 4,
                seconds: 60);
        }
    }

    [Fact]
    public async Task A_hot_fryer_that_mosquitto_pub_reports_is_an_alarm_in_the_api()
    {
        var publisher = Mosquitto.Find("mosquitto_pub");
        Assert.SkipWhen(publisher is null, "mosquitto_pub isn't installed (Debian: mosquitto-clients).");
        await using var server = new ServerUnderTest();
        await server.StartAsync(Cancellation);

        using var publish = Process.Start(publisher!, ["-h", "127.0.0.1", "-p", $"{server.MqttPort}", "-q", "1", "-t", "v1/palu/kitchen/fryer-1/oil_temp", "-m", """{"v":212.5}"""]);
        await publish.WaitForExitAsync(Cancellation);
        Assert.Equal(0, publish.ExitCode);

        var alarms = await Eventually.Async(
            "the fire alarm is raised",
            () => server.GetAsync("/api/v1/alarms?facility=palu&area=kitchen", Cancellation),
            all => all.EnumerateArray().Any(a => a.GetProperty("rule").GetString() == "fire"));
        var fire = alarms.EnumerateArray().First(a => a.GetProperty("rule").GetString() == "fire");
        Assert.Equal(("activeUnacknowledged", "high", 212.5), (fire.GetProperty("state").GetString(), fire.GetProperty("priority").GetString(), fire.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task A_wrong_plan_stops_the_start_with_every_error_at_once()
    {
        await using var server = new ServerUnderTest(HotPlan.Yaml(2).Replace("unit: °C", "unit: Kelvin", StringComparison.Ordinal).Replace("deadband: 1", "deadband: -1", StringComparison.Ordinal));
        Assert.Equal(1, await server.RunToEndAsync(Cancellation));
        Assert.Equal(8, server.Output.Split('\n').Count(l => l.Contains("plan.yaml:", StringComparison.Ordinal)));
        Assert.DoesNotContain("   at Monitoring", server.Output, StringComparison.Ordinal);
    }
}
