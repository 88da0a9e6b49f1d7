using System.Text.Json;

namespace Monitoring.EndToEnd.Tests;

/// <summary>kill -9 in the middle of a 60 s on-delay.</summary>
public sealed class DelayAcrossCrashTests
{
    private const double BeyondHot = 120;
    private const double BeyondFire = 250;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delay_that_was_running_runs_out_at_its_time_what_is_normal_again_returns_and_what_still_is_active_is_not_raised_again()
    {
        await using var server = new ServerUnderTest(HotPlan.Yaml(3, onDelay: "60s", fireAt: 200));
        await server.StartAsync(Cancellation);
        var stoves = HotPlan.Addresses(3).Take(3).Select((a, i) => new Stove(a, server.MqttPort, i)).ToArray();
        var (waiting, back, burning) = (stoves[0], stoves[1], stoves[2]);
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await SendEachSecondAsync(start, 0, 25, (waiting, BeyondHot), (back, BeyondFire), (burning, BeyondFire));

        await server.KillAsync(Cancellation);
        await server.StartAsync(Cancellation);
        await SendEachSecondAsync(start, 25, 66, (waiting, BeyondHot), (back, 50), (burning, BeyondFire));

        var conditionStart = waiting.Acknowledged[0].Time;
        var raised = await Eventually.Async(
            "the delay that was running has run out", async () => await EdgesAsync(server, waiting.Address, "hot"), edges => edges.Count > 0);
        Assert.Equal("raised", Assert.Single(raised).Kind);
        Assert.InRange(raised[0].At - conditionStart, 55_000, 65_000);

        var returnedAt = back.Acknowledged.First(r => r.Value < HotPlan.Limit).Time;
        Assert.Equal([("raised", back.Acknowledged[0].Time), ("returned", returnedAt)], await EdgesAsync(server, back.Address, "fire"));
        Assert.Equal([("raised", burning.Acknowledged[0].Time)], await EdgesAsync(server, burning.Address, "fire"));
        foreach (var stove in stoves)
        {
            await stove.DisposeAsync();
        }
    }

    /// <summary>One reading a second, each at its own time. A device that keeps what it can't send: what was measured while the server was away comes when it is back, so that there is no gap.</summary>
    private static async Task SendEachSecondAsync(long start, int from, int until, params (Stove Stove, double Value)[] values)
    {
        for (var second = from; second < until; second++)
        {
            var time = start + (second * 1_000L);
            await Task.WhenAll(values.Select(v => v.Stove.SendUntilAcknowledgedAsync(time, v.Value, Cancellation)));
            var early = time + 1_000 - TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            if (early > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(early), TimeProvider.System, Cancellation);
            }
        }
    }

    /// <summary>Oldest first.</summary>
    private static async Task<List<(string Kind, long At)>> EdgesAsync(ServerUnderTest server, string address, string rule)
    {
        var parts = address.Split('/');
        var page = await server.GetAsync($"/api/v1/alarms/journal?facility={parts[0]}&area={parts[1]}&limit=1000", Cancellation);
        return [.. page.GetProperty("entries").EnumerateArray()
            .Where(e => e.GetProperty("alarm") is var alarm && Text(alarm, "equipment") == parts[2] && Text(alarm, "rule") == rule)
            .Select(e => (Text(e, "kind")!, e.GetProperty("at").GetInt64()))
            .Reverse()];
    }

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
