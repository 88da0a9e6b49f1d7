using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Simulator.Load;

namespace Monitoring.Tests.Simulator.Load;

/// <summary>The load generator against the server's contract: a real broker, a real hub, a history that can forget; all of it asks for a key.</summary>
public sealed class LoadAgainstServerTests
{
    private const string Key = "mk_load_0000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_alert_is_seen_and_every_reading_is_counted_in_the_store()
    {
        await using var broker = await RealBroker.StartAsync();
        await using var server = await StartServerAsync(broker, forgetEvery: 0);
        var result = await new LoadRun(Options(broker, server), TimeProvider.System).RunAsync(Cancellation);

        Assert.False(result.Lost, string.Join('\n', LoadReport.Lines(result)));
        Assert.InRange(result.Alerts!.Count, 4, 40);
        Assert.Equal(new StoreCount(40, result.Sent, 0, 0), result.Store);
        Assert.True(result.ServerMillisecondsPerThousand > 0);
    }

    [Fact]
    public async Task A_store_that_forgot_a_reading_is_found_out()
    {
        await using var broker = await RealBroker.StartAsync();
        await using var server = await StartServerAsync(broker, forgetEvery: 10);
        var result = await new LoadRun(Options(broker, server) with { AlertEvery = 0 }, TimeProvider.System).RunAsync(Cancellation);

        Assert.True(result.Lost);
        Assert.Null(result.Alerts);
        Assert.InRange(result.Store!.Missing, 100, 300);
    }

    private static LoadOptions Options(RealBroker broker, WebApplication server) => new(
        "127.0.0.1", broker.Port, new Uri(server.Urls.First() + "/"), Key, Rate: 1500, Sensors: 40, Connections: 2, TimeSpan.FromSeconds(1.5), Window: 200, Malformed: 0, AlertEvery: 10,
        TimeSpan.FromSeconds(0.2), Drain: TimeSpan.FromSeconds(15), Check: 1000, Environment.ProcessId, Seed: 1);

    private static async Task<WebApplication> StartServerAsync(RealBroker broker, int forgetEvery)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        builder.Services.AddSingleton(broker);
        var app = builder.Build();
        app.Use((context, next) => context.Request.Headers.Authorization == $"Bearer {Key}" ? next(context) : Results.Unauthorized().ExecuteAsync(context));
        app.MapHub<AlarmHub>("/hubs/live");
        app.MapGet("/api/v1/history", (string signal, long from, long to) =>
        {
            var times = broker.Received.Where(m => m.Topic == "v1/" + signal).Select(m => ReadingOf(m.Payload).T).Where(t => t >= from && t < to).Distinct();
            return Results.Json(new { from, to, series = new[] { new { signal, buckets = new { count = new[] { times.Where((_, i) => forgetEvery == 0 || i % forgetEvery != 0).Count() } } } } });
        });
        await app.StartAsync(Cancellation);
        return app;
    }

    private static (double V, long T) ReadingOf(string payload)
    {
        var reading = JsonDocument.Parse(payload).RootElement;
        return (reading.GetProperty("v").GetDouble(), reading.GetProperty("t").GetInt64());
    }

    private sealed class AlarmHub(RealBroker broker) : Hub
    {
        public async IAsyncEnumerable<AlarmFrame> WatchAlarms(string? facility, [EnumeratorCancellation] CancellationToken cancellation)
        {
            Assert.Null(facility);
            yield return new AlarmFrame(true, []);
            var high = new Dictionary<string, long>();
            for (var taken = 0; ;)
            {
                await RealBroker.UntilAsync(() => broker.Received.Count > taken, cancellation);
                foreach (var (topic, payload, _) in broker.Received.Skip(taken).ToArray())
                {
                    taken++;
                    var (value, time) = ReadingOf(payload);
                    var levels = topic.Split('/');
                    if (value >= LoadSensor.HiLimit ? high.TryAdd(topic, time) : high.ContainsKey(topic))
                    {
                        yield return new AlarmFrame(false, [new SeenAlarm(levels[1], levels[2], levels[3], value >= LoadSensor.HiLimit ? "activeUnacknowledged" : "normal", high[topic])]);
                    }

                    if (value < LoadSensor.HiLimit)
                    {
                        high.Remove(topic);
                    }
                }
            }
        }
    }
}
