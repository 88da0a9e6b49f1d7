using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;
using Monitoring.Tests.History.Store;
using Monitoring.Tests.Server.Notifications;

namespace Monitoring.Tests.History.Influx;

/// <summary>Reading when something is wrong, or wants to be.</summary>
public sealed class InfluxQuestionTests
{
    private const long Start = 1_795_000_200_000;

    [Theory]
    [InlineData(200, """{"results":[{"statement_id":0,"error":"database not found: monitoring"}]}""", "database not found: monitoring")]
    [InlineData(200, """{"error":"timeout"}""", "timeout")]
    [InlineData(200, """{"results":[{"statement_id":0,"series":[{"name":"databases","columns":["name"],"values":[["_internal"]]}]}]}""", "it isn't InfluxDB")]
    [InlineData(200, "<html>", "as InfluxDB wouldn't")]
    [InlineData(200, "[]", "as InfluxDB wouldn't")]
    [InlineData(200, """{"results":[{"statement_id":0,"series":[{"name":"reading"}]}]}""", "as InfluxDB wouldn't")]
    [InlineData(200, """{"results":[{"statement_id":0,"series":[{"name":"reading","columns":["time","v","q","o"],"values":[["x","y","z",1]]}]}]}""", "as InfluxDB wouldn't")]
    [InlineData(200, """{"results":[{"statement_id":0,"partial":true,"series":[{"name":"reading","columns":["time","v","q","o"],"values":[[1,2,192,null]]}]}]}""", "ends before its last rows")]
    [InlineData(200, """{"results":[{"statement_id":0,"series":[{"name":"reading","colu""", "as InfluxDB wouldn't")]
    [InlineData(400, """{"error":"error parsing query"}""", "400: error parsing query")]
    [InlineData(401, """{"error":"authorization failed"}""", "doesn't know us")]
    [InlineData(403, """{"error":"no"}""", "grant the right to read it")]
    [InlineData(404, """{"error":"no"}""", "correct Influx:Database")]
    [InlineData(503, "", "503")]
    public async Task An_error_is_found_wherever_it_stands(int status, string body, string words)
    {
        await using var server = await HttpReceiver.StartAsync(HttpReceiver.Says(status, body));
        using var influx = new SomeInflux(server.Address);
        var away = await Assert.ThrowsAsync<HistoryUnavailableException>(() => History(influx).ReadAsync(0, Start, Start + 1000, 10, SomeInflux.Cancellation));
        Assert.Contains(words, away.Message, StringComparison.Ordinal);
        Assert.Contains("can't be read", influx.Health.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_and_no_answer_in_time_are_said_and_forgotten_when_it_answers()
    {
        var hangs = true;
        await using var server = await HttpReceiver.StartAsync(async context =>
        {
            if (Volatile.Read(ref hangs))
            {
                await HttpReceiver.Says(200, """{"results":[""")(context);
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            else
            {
                await HttpReceiver.Says(200, """{"results":[{"statement_id":0}]}""")(context);
            }
        });
        using var influx = new SomeInflux(server.Address, o => o.Timeout = TimeSpan.FromMilliseconds(200));
        var away = await Assert.ThrowsAsync<HistoryUnavailableException>(() => History(influx).LastBeforeAsync(0, Start, SomeInflux.Cancellation));
        Assert.Contains("didn't answer within 0.2 s", away.Message, StringComparison.Ordinal);
        Volatile.Write(ref hangs, false);
        Assert.Null(await History(influx).LastBeforeAsync(0, Start, SomeInflux.Cancellation));
        Assert.Null(influx.Health.Problem);
        using var nobody = new SomeInflux(new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}"));
        Assert.Contains("can't be reached", (await Assert.ThrowsAsync<HistoryUnavailableException>(() => History(nobody).LastBeforeAsync(0, Start, SomeInflux.Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_in_any_spelling_are_found_again_and_touch_nothing_else()
    {
        await using var server = await SomeInflux.ServerAsync();
        await server.ExecuteAsync($"GRANT ALL PRIVILEGES TO {InfluxServer.User}");
        using var influx = new SomeInflux(server.Address);
        var names = InjectionTests.Corpus.DistinctBy(LineProtocol.Clean).ToArray();
        var plan = StoreFolder.PlanOf(names);
        plan = new Plan("test", [plan.Facilities[0] with { Areas = [plan.Facilities[0].Areas[0] with { Equipment = [.. names.Select(n => new EquipmentPlan(n, new Text("", ""), [plan.Signals[0].Plan with { Id = n }]))] }] }]);
        var batch = new LineBatch();
        foreach (var signal in plan.Signals)
        {
            batch.AddReading(SeriesTags.Of(signal), Start, signal.Number, Quality.Good, Origin.Live);
            batch.AddRollup(SeriesTags.Of(signal), Resolution.Hour, Rollup.Empty(Start) with { Bad = signal.Number + 1 });
        }

        await influx.Delivery.SettleAsync(batch, SomeInflux.Cancellation);
        var history = new InfluxHistory(plan, influx.Client, influx.Health, TimeProvider.System);
        Assert.Equal(plan.Signals.Select(s => (Reading?)new Reading(s.Number, Start, s.Number)), (await history.LatestAsync([.. plan.Signals.Select(s => s.Number)], SomeInflux.Cancellation)).AsEnumerable());
        foreach (var signal in plan.Signals)
        {
            var number = signal.Number;
            Assert.Equal([new Reading(number, Start, number)], (await history.ReadAsync(number, Start, Start + 1, 10, SomeInflux.Cancellation)).AsEnumerable());
            Assert.Equal([new Bucket(Start, number, number, number, 1, 0)], (await history.RangeAsync(number, Start, Start + 1, 1, SomeInflux.Cancellation)).AsEnumerable());
            Assert.Equal(number + 1, (await history.RollupsAsync(number, Resolution.Hour, Start, Start + 1, 10, SomeInflux.Cancellation)).Single().Bad);
        }

        Assert.Equal(["reading", "rollup_1h"], await InjectionTests.MeasurementsAsync(server));
        Assert.Equal(names.Length, await server.NumberAsync("SELECT count(v) FROM reading"));
    }

    private static InfluxHistory History(SomeInflux influx) => new(StoreFolder.PlanOf(["a"]), influx.Client, influx.Health, influx.Time);
}
