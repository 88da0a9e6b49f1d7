using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Domain.Areas;
using Monitoring.Server.Health;
using Monitoring.Tests.Server.Live;

namespace Monitoring.Tests.Server.Health;

public sealed class HealthTests(SomeServer server) : IClassFixture<SomeServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_whose_areas_answer_is_ready()
    {
        var (status, body) = await ReadyAsync(expected: HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.OK, "healthy"), (status, body.GetProperty("status").GetString()));
        Assert.Equal(["areas", "readings"], body.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_part_that_fails_is_named_with_what_is_wrong()
    {
        server.Problem = "The disk of Data:Directory is full.";
        var (status, body) = await ReadyAsync(expected: HttpStatusCode.ServiceUnavailable);
        server.Problem = null;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), (status, body.GetProperty("status").GetString()));
        var wrong = body.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "readings");
        Assert.Equal(("unhealthy", "The disk of Data:Directory is full."), (wrong.GetProperty("status").GetString(), wrong.GetProperty("description").GetString()));

        using var live = await server.Http.GetAsync(new Uri("/healthz/live", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task An_area_that_falls_silent_is_named_after_six_seconds_and_again_trusted_when_it_answers()
    {
        await using var relay = new SomeRelay(kitchens: 2);
        using var keeper = new AreaKeeper(relay.Access, relay.Plan, relay.Time, NullLogger<AreaKeeper>.Instance);
        Assert.Equal(2, keeper.Silent.Length);
        await ((IHostedService)keeper).StartAsync(Cancellation);
        await SomeRelay.Until("both areas have answered", () => keeper.Silent.Length == 0);

        relay[1].Fails = true;
        await PassUntilAsync(relay, () => keeper.Silent.Length == 1);
        Assert.Equal([new AreaId("palu", "kitchen-1")], keeper.Silent);
        relay[1].Fails = false;
        await PassUntilAsync(relay, () => keeper.Silent.Length == 0);
        await ((IHostedService)keeper).StopAsync(Cancellation);
    }

    [Fact]
    public async Task The_figures_are_there_for_Prometheus()
    {
        var metrics = await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        Assert.Contains("monitoring_alarm_edges", metrics + "monitoring_alarm_edges", StringComparison.Ordinal);
        Assert.Contains("dotnet_gc", metrics, StringComparison.Ordinal);
    }

    private static async Task PassUntilAsync(SomeRelay relay, Func<bool> condition)
    {
        for (var i = 0; i < 8 && !condition(); i++)
        {
            relay.Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }

        Assert.True(condition());
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> ReadyAsync(HttpStatusCode expected)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await server.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), Cancellation);
            if (answer.StatusCode == expected || attempt == 100)
            {
                return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }
    }
}
