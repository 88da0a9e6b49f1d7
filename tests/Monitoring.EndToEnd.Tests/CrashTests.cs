using System.Text.Json;

namespace Monitoring.EndToEnd.Tests;

/// <summary>Every acknowledged reading is stored exactly once, and every alarm edge is right afterwards.</summary>
public sealed class CrashTests
{
    private const int PerArea = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_five_times_under_load_it_loses_nothing_and_gets_every_alarm_right()
    {
        await using var server = new ServerUnderTest(HotPlan.Yaml(PerArea));
        await server.StartAsync(Cancellation);
        var stoves = Stoves(server.MqttPort);
        await RunAsync(stoves, async () =>
        {
            var random = new Random(2026);
            for (var kill = 0; kill < 5; kill++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_500, 4_000)), TimeProvider.System, Cancellation);
                await server.KillAsync(Cancellation);
                await server.StartAsync(Cancellation);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
        });
        await AssertAllIsThereAsync(server, stoves);
    }

    [Fact]
    public async Task Behind_Mosquitto_a_restart_of_either_loses_nothing_and_gets_every_alarm_right()
    {
        await using var mosquitto = await Mosquitto.StartAsync(Cancellation);
        await using var server = new ServerUnderTest(HotPlan.Yaml(PerArea), new Dictionary<string, string>
        {
            ["Mqtt__Mode"] = "External",
            ["Mqtt__Host"] = "127.0.0.1",
            ["Mqtt__Port"] = $"{mosquitto.Port}",
        });
        await server.StartAsync(Cancellation);
        var stoves = Stoves(mosquitto.Port);
        await RunAsync(stoves, async () =>
        {
            for (var round = 0; round < 2; round++)
            {
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancellation);
                await server.KillAsync(Cancellation);
                await server.StartAsync(Cancellation);
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancellation);
                await mosquitto.RestartAsync(Cancellation);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
        });
        await AssertAllIsThereAsync(server, stoves);
    }

    [Fact]
    public async Task A_graceful_restart_takes_at_most_ten_seconds_and_loses_nothing()
    {
        await using var server = new ServerUnderTest(HotPlan.Yaml(PerArea));
        await server.StartAsync(Cancellation);
        var stoves = Stoves(server.MqttPort);
        await RunAsync(stoves, async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancellation);
            Assert.InRange(await server.StopAsync(Cancellation), TimeSpan.Zero, TimeSpan.FromSeconds(10));
            await server.StartAsync(Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
        });
        await AssertAllIsThereAsync(server, stoves);
    }

    internal static Stove[] Stoves(int port) => [.. HotPlan.Addresses(PerArea).Select((address, i) => new Stove(address, port, seed: i))];

    /// <summary>About 500 readings a second while something is done to the server.</summary>
    internal static async Task RunAsync(Stove[] stoves, Func<Task> meanwhile)
    {
        using var stop = new CancellationTokenSource();
        var running = stoves.Select(s => s.RunAsync(stop.Token, Cancellation)).ToArray();
        await meanwhile();
        await stop.CancelAsync();
        await Task.WhenAll(running);
        Assert.All(stoves, s => Assert.NotEmpty(s.Acknowledged));
    }

    internal static async Task AssertAllIsThereAsync(ServerUnderTest server, Stove[] stoves)
    {
        foreach (var stove in stoves)
        {
            // Behind a broker, what it acknowledged may still be on its way.
            var stored = await Eventually.Async(
                $"{stove.Address}: the store holds the {stove.Acknowledged.Count} readings that were acknowledged",
                async () => Readings(await server.GetAsync($"/api/v1/history/readings?signal={stove.Address}&from={stove.Acknowledged[0].Time}&to={stove.Acknowledged[^1].Time + 1}&limit=100000", Cancellation)),
                s => s.Count >= stove.Acknowledged.Count);
            Assert.Equal(stove.Acknowledged, stored);
        }

        foreach (var stove in stoves)
        {
            var expected = stove.ExpectedEdges().ToArray();
            await Eventually.Async(
                $"{stove.Address}: the journal holds the edges {string.Join(", ", expected)}",
                async () => string.Join(", ", await EdgesAsync(server, stove.Address)),
                edges => edges == string.Join(", ", expected));
        }

        foreach (var stove in stoves)
        {
            await stove.DisposeAsync();
        }
    }

    private static List<(long Time, double Value)> Readings(JsonElement answer) =>
        [.. answer.GetProperty("readings").EnumerateArray().Select(r => (r.GetProperty("time").GetInt64(), r.GetProperty("value").GetDouble()))];

    private static async Task<List<string>> EdgesAsync(ServerUnderTest server, string address)
    {
        var parts = address.Split('/');
        var edges = new List<string>();
        for (long? before = null; ;)
        {
            var page = await server.GetAsync($"/api/v1/alarms/journal?facility={parts[0]}&area={parts[1]}&limit=1000{(before is { } b ? $"&before={b}" : "")}", Cancellation);
            edges.AddRange(page.GetProperty("entries").EnumerateArray()
                .Where(e => e.GetProperty("alarm").GetProperty("equipment").GetString() == parts[2] && e.GetProperty("alarm").GetProperty("rule").GetString() == "hot")
                .Select(e => $"{e.GetProperty("kind").GetString()} {e.GetProperty("at").GetInt64()}"));
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null)
            {
                edges.Reverse();
                return edges;
            }

            before = page.GetProperty("next").GetInt64();
        }
    }
}
