using System.Text.Json;
using Monitoring.Domain.Signals;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Tests.History.Influx;

/// <summary>Writing, against InfluxDB 1.x and VictoriaMetrics themselves.</summary>
public sealed class RealServerTests
{
    private const long Start = 1_795_000_200_000;

    private static readonly SeriesTags Oil = new("palu", "fry", "fryer-1", "oil", "°C");

    [Fact]
    public async Task Five_thousand_readings_with_seven_bad_lines_arrive_but_for_the_seven()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        await influx.Delivery.SettleAsync(Readings(1), SomeInflux.Cancellation);
        var batch = Readings(2_500);
        string[] bad =
        [
            "reading,signal=x v=nonsense 1795000200000", "reading,signal=x", "reading,signal= v=1.0 1", "reading,signal=x v=NaN 1",
            "reading,area=fry,equipment=fryer-1,facility=palu,signal=oil,unit=°C v=1i 1795000200000", "reading,signal=x v=1.0 99999999999999999999", "reading,a=1,a=2 v=1.0 1795000200000",
        ];
        foreach (var line in bad)
        {
            batch.AddLine(System.Text.Encoding.UTF8.GetBytes(line));
        }

        var rest = Readings(2_493, Start + 2_500_000);
        for (var i = 0; i < rest.Count; i++)
        {
            batch.AddLine(rest.Lines(i, 1).Span);
        }

        Assert.Equal(new Settled(4_993, 7, 0), await influx.Delivery.SettleAsync(batch, SomeInflux.Cancellation));
        Assert.Equal(bad.Order(), influx.Quarantined.Select(q => q.Line).Order());
        Assert.All(influx.Quarantined, q => Assert.StartsWith("400: ", q.Words, StringComparison.Ordinal));
        Assert.Equal(4_993, await server.NumberAsync("SELECT count(v) FROM reading"));
        Assert.Null(influx.Health.Problem);
    }

    [Fact]
    public async Task What_a_person_must_mend_is_told_apart()
    {
        await using var server = await SomeInflux.ServerAsync();
        await server.ExecuteAsync("CREATE DATABASE foreign1");
        foreach (var (configure, words) in new (Action<InfluxOptions>, string)[]
        {
            (o => (o.UserName, o.PasswordFile) = (null, null), "Correct Influx:UserName"),
            (o => o.UserName = "nobody", "Correct Influx:UserName"),
            (o => o.Database = "foreign1", "Give user 'writer' the right to write"),
            (o => o.RetentionPolicy = "nope", "has no such retention policy"),
            (SomeInflux.Token(InfluxDialect.V2), "of another version than Influx:Dialect V2"),
            (SomeInflux.Token(InfluxDialect.V3), "of another version than Influx:Dialect V3"),
        })
        {
            using var influx = new SomeInflux(server.Address, configure);
            var outcome = Assert.IsType<WriteOutcome.Misconfigured>(await WriteAsync(influx, Readings(1)));
            Assert.Contains(words, outcome.What, StringComparison.Ordinal);
            Assert.DoesNotContain(InfluxServer.Password, outcome.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_made_only_if_the_settings_say_so()
    {
        await using var server = await SomeInflux.ServerAsync();
        await server.ExecuteAsync($"GRANT ALL PRIVILEGES TO {InfluxServer.User}");
        const string Odd = "kitchen \"1\"; DROP DATABASE monitoring";
        using var careful = new SomeInflux(server.Address, o => o.Database = Odd);
        Assert.Contains("There is no database", Assert.IsType<WriteOutcome.Misconfigured>(await WriteAsync(careful, Readings(1))).What, StringComparison.Ordinal);
        using var influx = new SomeInflux(server.Address, o => (o.Database, o.CreateDatabase) = (Odd, true));
        Assert.Equal(new Settled(3, 0, 0), await influx.Delivery.SettleAsync(Readings(3), SomeInflux.Cancellation));
        Assert.Equal(3, (await server.SeriesAsync("SELECT v FROM reading", Odd)).Single().GetProperty("values").GetArrayLength());
        Assert.Empty(await server.SeriesAsync("SHOW MEASUREMENTS"));
    }

    [Fact]
    public async Task A_retention_policy_is_written_to_and_what_it_has_outlived_is_no_poison()
    {
        await using var server = await SomeInflux.ServerAsync();
        await server.ExecuteAsync("CREATE RETENTION POLICY \"a day\" ON monitoring DURATION 1d REPLICATION 1");
        using var influx = new SomeInflux(server.Address, o => o.RetentionPolicy = "a day");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var batch = Readings(5, now - 5_000);
        batch.AddReading(Oil, 1_000, 1, Quality.Good, Origin.Live);
        Assert.Equal(new Settled(5, 0, 1), await influx.Delivery.SettleAsync(batch, SomeInflux.Cancellation));
        Assert.Equal(5, await server.NumberAsync("SELECT count(v) FROM \"a day\".reading"));
        Assert.Empty(influx.Quarantined);
    }

    [Fact]
    public async Task A_batch_that_is_too_large_for_the_server_arrives_in_parts()
    {
        await using var server = await SomeInflux.ServerAsync(maxBodySize: 4_000);
        using var influx = new SomeInflux(server.Address);
        Assert.IsType<WriteOutcome.TooLarge>(await WriteAsync(influx, Noise(2_000)));
        Assert.Equal(new Settled(2_000, 0, 0), await influx.Delivery.SettleAsync(Noise(2_000), SomeInflux.Cancellation));
        Assert.Equal(2_000, await server.NumberAsync("SELECT count(v) FROM reading"));
    }

    [Fact]
    public async Task A_server_killed_in_between_has_every_point_once_when_it_is_back()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        await influx.Delivery.SettleAsync(Readings(1_000), SomeInflux.Cancellation);
        await server.KillAsync();
        var settling = influx.Delivery.SettleAsync(Readings(1_000, Start + 500_000), SomeInflux.Cancellation);
        await Store.StoreSteps.EventuallyAsync(() => influx.Health.Problem is not null);
        await server.StartAgainAsync();
        Assert.Equal(new Settled(1_000, 0, 0), await settling);
        Assert.Equal(1_500, await server.NumberAsync("SELECT count(v), sum(v) FROM reading"));
        Assert.Null(influx.Health.Problem);
    }

    [Fact]
    public async Task VictoriaMetrics_takes_what_we_write_to_api_v2()
    {
        await using var server = await SomeInflux.VictoriaAsync();
        using var influx = new SomeInflux(server.Address, SomeInflux.Token(InfluxDialect.V2));
        Assert.Equal(new Settled(3, 0, 0), await influx.Delivery.SettleAsync(Readings(3), SomeInflux.Cancellation));
        var exported = JsonElement.Parse((await server.ExportAsync("reading_v")).Split('\n')[0]);
        Assert.Equal("oil", exported.GetProperty("metric").GetProperty("signal").GetString());
        Assert.Equal("°C", exported.GetProperty("metric").GetProperty("unit").GetString());
        Assert.Equal([0, 0.5, 1], exported.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal([Start, Start + 1_000, Start + 2_000], exported.GetProperty("timestamps").EnumerateArray().Select(v => v.GetInt64()));
    }

    internal static LineBatch Readings(int count, long start = Start)
    {
        var batch = new LineBatch();
        for (var i = 0; i < count; i++)
        {
            batch.AddReading(Oil, start + (i * 1_000L), i / 2.0, Quality.Good, Origin.Live);
        }

        return batch;
    }

    private static LineBatch Noise(int count)
    {
        var (batch, random) = (new LineBatch(), new Random(7));
        for (var i = 0; i < count; i++)
        {
            batch.AddReading(Oil, Start + i, random.NextDouble(), Quality.Good, Origin.Live);
        }

        return batch;
    }

    private static Task<WriteOutcome> WriteAsync(SomeInflux influx, LineBatch batch) => influx.Client.WriteAsync(batch.All, batch.Count, SomeInflux.Cancellation);
}
