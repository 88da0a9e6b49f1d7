using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;
using Monitoring.Tests.History.Store;
using Monitoring.Tests.Server.Notifications;

namespace Monitoring.Tests.History.Influx;

public sealed class InfluxCheckTests
{
    [Fact]
    public async Task The_real_server_with_the_right_settings_is_right_and_each_wrong_one_is_told_apart()
    {
        await using var server = await SomeInflux.ServerAsync();
        await server.ExecuteAsync("CREATE DATABASE foreign1");
        await server.ExecuteAsync("CREATE USER reader WITH PASSWORD 'x'");
        using var right = new SomeInflux(server.Address);
        Assert.Null(await Check(right).CheckAsync(SomeInflux.Cancellation));
        Assert.Null(right.Health.Problem);
        await right.Delivery.SettleAsync(RealServerTests.Readings(1), SomeInflux.Cancellation);
        Assert.Null(await Check(right).CheckAsync(SomeInflux.Cancellation));
        foreach (var (configure, words) in new (Action<InfluxOptions>, string)[]
        {
            (o => (o.UserName, o.PasswordFile) = (null, null), "doesn't know us"),
            (o => o.UserName = "reader", "doesn't know us"),
            (o => o.Database = "foreign1", "Give user 'writer' the right"),
            (o => o.RetentionPolicy = "nope", "Influx:RetentionPolicy"),
            (SomeInflux.Token(InfluxDialect.V2), "is InfluxDB 1."),
            (SomeInflux.Token(InfluxDialect.V3), "Set it to V1"),
            (o => o.Address = $"http://127.0.0.1:{ServerProcess.FreePort()}", "can't be reached"),
        })
        {
            using var influx = new SomeInflux(server.Address, configure);
            Assert.Contains(words, await Check(influx).CheckAsync(SomeInflux.Cancellation), StringComparison.Ordinal);
            Assert.Contains(words, influx.Health.Problem, StringComparison.Ordinal);
        }

        await server.ExecuteAsync($"GRANT ALL PRIVILEGES TO {InfluxServer.User}");
        using var missing = new SomeInflux(server.Address, o => o.Database = "nowhere");
        Assert.Contains("There is no database 'nowhere'", await Check(missing).CheckAsync(SomeInflux.Cancellation), StringComparison.Ordinal);
        using var making = new SomeInflux(server.Address, o => (o.Database, o.CreateDatabase) = ("nowhere", true));
        Assert.Null(await Check(making).CheckAsync(SomeInflux.Cancellation));
    }

    [Fact]
    public async Task VictoriaMetrics_only_looks_like_InfluxDB()
    {
        await using var server = await SomeInflux.VictoriaAsync();
        using var influx = new SomeInflux(server.Address, SomeInflux.Token(InfluxDialect.V2));
        Assert.Contains("answers, but not as InfluxDB", await Check(influx).CheckAsync(SomeInflux.Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(InfluxDialect.V2, "v2.7.6", 200, """{"results":[{"statement_id":0}]}""", null)]
    [InlineData(InfluxDialect.V3, "3.4.1", 200, """{"results":[{"statement_id":0,"series":[{"name":"measurements","columns":["name"],"values":[["reading"]]}]}]}""", null)]
    [InlineData(InfluxDialect.V2, "1.8.10", 200, """{"results":[{"statement_id":0}]}""", null)]
    [InlineData(InfluxDialect.V1, "v2.7.6", 200, "", "Set it to V2, with Influx:TokenFile")]
    [InlineData(InfluxDialect.V3, "v2.7.6", 200, "", "Set it to V2")]
    [InlineData(InfluxDialect.V1, "3.4.1", 200, "", "Set it to V3")]
    [InlineData(InfluxDialect.V2, "v2.7.6", 404, """{"code":"not found","message":"no dbrp mapping found"}""", "no DBRP mapping")]
    [InlineData(InfluxDialect.V2, "v2.7.6", 200, """{"results":[{"statement_id":0,"error":"database not found: monitoring"}]}""", "no DBRP mapping")]
    [InlineData(InfluxDialect.V3, "3.4.1", 401, """{"error":"no"}""", "Correct Influx:TokenFile")]
    [InlineData(InfluxDialect.V2, "v2.7.6", 403, "", "Give the token the right")]
    [InlineData(InfluxDialect.V1, "1.6.7", 200, """{"results":[{"series":[{"name":"databases","columns":["name"],"values":[["_internal"]]}]}]}""", "it isn't InfluxDB")]
    [InlineData(InfluxDialect.V1, "1.6.7", 200, "<html>", "not as InfluxDB")]
    [InlineData(InfluxDialect.V1, "1.6.7", 500, """{"error":"broken"}""", "can't be read (500: broken)")]
    [InlineData(InfluxDialect.V1, null, 200, "", "names no version")]
    public async Task A_server_of_each_version_is_told_what_does_not_fit(InfluxDialect dialect, string? version, int status, string body, string? words)
    {
        await using var server = await HttpReceiver.StartAsync(context => context.Request.Path == "/ping"
            ? HttpReceiver.Says(204, "", version is null ? [] : [("X-Influxdb-Version", version)])(context)
            : HttpReceiver.Says(status, body)(context));
        using var influx = new SomeInflux(server.Address, WriteOutcomeTests.Dialect(dialect));
        var wrong = await Check(influx).CheckAsync(SomeInflux.Cancellation);
        Assert.Equal(words is null, wrong is null);
        Assert.Contains(words ?? "", wrong ?? "", StringComparison.Ordinal);
        Assert.All(server.Requests, r => Assert.Contains(dialect == InfluxDialect.V1 ? "Basic " : dialect == InfluxDialect.V2 ? "Token " : "Bearer ", r.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_tries_again_each_minute_until_it_is_right_and_when_a_question_has_failed()
    {
        var clock = new FakeTimeProvider();
        var isThere = false;
        await using var server = await HttpReceiver.StartAsync(context => Volatile.Read(ref isThere) && context.Request.Path == "/ping"
            ? HttpReceiver.Says(204, "", ("X-Influxdb-Version", "1.6.7"))(context)
            : HttpReceiver.Says(200, """{"results":[{"statement_id":0}]}""")(context));
        using var influx = new SomeInflux(server.Address, o => o.Timeout = TimeSpan.FromDays(1), clock);
        using var check = Check(influx);
        await check.StartAsync(SomeInflux.Cancellation);
        await StoreSteps.EventuallyAsync(() => influx.Health.IsMisconfigured);
        Volatile.Write(ref isThere, true);
        await StoreSteps.EventuallyAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return influx.Health.Problem is null;
        });
        Assert.Equal(2, influx.Log.Count);

        // Right, and then a question of somebody's fails: it asks in that one's place, and says when it is over.
        influx.Health.Failing(InfluxPart.Reading, "It can't be read.", needsPerson: false);
        await StoreSteps.EventuallyAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return influx.Health.Problem is null;
        });
        await check.StopAsync(SomeInflux.Cancellation);
    }

    private static InfluxCheck Check(SomeInflux influx) => new(influx.Client, influx.Health, influx.Time, NullLogger<InfluxCheck>.Instance);
}
