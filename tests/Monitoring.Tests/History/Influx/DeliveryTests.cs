using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Monitoring.History.Influx;

namespace Monitoring.Tests.History.Influx;

/// <summary>Against a server that fails as a script says; delays are a thousand times shorter than in life.</summary>
public sealed class DeliveryTests
{
    private const int Batches = 100;
    private const int Lines = 8;

    [Theory]
    [InlineData("400 html")]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("408")]
    [InlineData("413")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("500 rp")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("504")]
    [InlineData("reset")]
    [InlineData("broken answer")]
    [InlineData("hang")]
    [InlineData("taken, then reset")]
    public async Task A_hundred_failures_of_every_kind_lose_nothing_and_only_poison_goes_into_quarantine(string failure)
    {
        foreach (var dialect in Enum.GetValues<InfluxDialect>())
        {
            await FailAHundredTimesAsync(dialect, failure);
        }
    }

    [Theory]
    [InlineData(InfluxDialect.V1)]
    [InlineData(InfluxDialect.V2)]
    [InlineData(InfluxDialect.V3)]
    public async Task One_bad_point_among_five_thousand_is_found_in_few_requests(InfluxDialect dialect)
    {
        await using var server = await ScriptedInflux.StartAsync(dialect);
        using var influx = new SomeInflux(server.Address, WriteOutcomeTests.Dialect(dialect));
        var settled = await influx.Delivery.SettleAsync(SomeInflux.Batch(Enumerable.Range(0, 5_000).Select(i => Line(0, i, i == 3_210))), SomeInflux.Cancellation);
        Assert.Equal(new Settled(4_999, 1, 0), settled);
        Assert.Equal(Line(0, 3_210, isPoison: true), Assert.Single(influx.Quarantined).Line);
        Assert.Contains("invalid field format", influx.Quarantined.Single().Words, StringComparison.Ordinal);
        Assert.Equal(4_999, server.Taken.Count);
        Assert.InRange(server.Requests, 20, 30);
        Assert.Single(influx.Log, l => l.Contains("quarantine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_older_than_the_server_keeps_is_counted_and_said_once_and_not_searched_for()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, number, _) => number == 2
            ? Task.FromResult(false)
            : ScriptedInflux.SaysAsync(context, 400, """{"error":"partial write: points beyond retention policy dropped=3"}"""));
        using var influx = new SomeInflux(server.Address);
        foreach (var expected in new[] { 3, 3, 0, 3 })
        {
            Assert.Equal(new Settled(Lines - expected, 0, expected), await influx.Delivery.SettleAsync(Batch(1), SomeInflux.Cancellation));
        }

        Assert.Equal(4, server.Requests);
        Assert.Equal(2, influx.Log.Count(l => l.Contains("older than its retention time", StringComparison.Ordinal)));
        Assert.Null(influx.Health.Problem);
    }

    [Fact]
    public async Task A_server_that_refuses_every_point_is_the_one_that_is_wrong_and_nothing_goes_into_quarantine()
    {
        var clock = new FakeTimeProvider();
        var refuses = true;
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, _, _) => Volatile.Read(ref refuses)
            ? ScriptedInflux.SaysAsync(context, 400, """{"error":"partial write: field type conflict: input field \"q\" dropped=1"}""")
            : Task.FromResult(false));
        using var influx = new SomeInflux(server.Address, o => o.Timeout = TimeSpan.FromDays(1), clock);
        var settling = influx.Delivery.SettleAsync(SomeInflux.Batch(Enumerable.Range(0, 100).Select(i => Line(0, i, false))), SomeInflux.Cancellation);
        await Store.StoreSteps.EventuallyAsync(() => influx.Health.IsMisconfigured);
        Assert.Contains("refuses every point", influx.Health.Problem, StringComparison.Ordinal);
        Assert.Contains("field type conflict", influx.Health.Problem, StringComparison.Ordinal);
        Volatile.Write(ref refuses, false);
        await Store.StoreSteps.EventuallyAsync(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return settling.IsCompleted;
        });
        Assert.Equal(new Settled(100, 0, 0), await settling);
        Assert.Empty(influx.Quarantined);
        Assert.Null(influx.Health.Problem);
    }

    [Fact]
    public async Task A_batch_of_nothing_but_poison_holds_nobody_up_at_a_server_that_takes_other_points()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1);
        using var influx = new SomeInflux(server.Address);
        await influx.Delivery.SettleAsync(Batch(1), SomeInflux.Cancellation);
        var poison = SomeInflux.Batch(Enumerable.Range(0, 100).Select(i => Line(0, i, isPoison: true)));
        Assert.Equal(new Settled(0, 100, 0), await influx.Delivery.SettleAsync(poison, SomeInflux.Cancellation));
        Assert.Equal(100, influx.Quarantined.Count);
        Assert.Null(influx.Health.Problem);
    }

    [Fact]
    public async Task An_outage_is_said_once_when_it_begins_and_once_when_it_ends()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, number, _) => number < 5 ? ScriptedInflux.SaysAsync(context, 503) : Task.FromResult(false));
        using var influx = new SomeInflux(server.Address, o => o.Timeout = TimeSpan.FromMinutes(5), new HurriedTime());
        await influx.Delivery.SettleAsync(Batch(1), SomeInflux.Cancellation);
        await influx.Delivery.SettleAsync(Batch(2), SomeInflux.Cancellation);
        Assert.Collection(influx.Log, l => Assert.StartsWith("Warning: InfluxDB fails at Writing: The server answered 503", l, StringComparison.Ordinal),
            l => Assert.StartsWith("Information: InfluxDB works again at Writing", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_delivery_throws_and_the_next_one_sends_all_of_it_again()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, number, _) => number == 0 ? ScriptedInflux.SaysAsync(context, 401) : Task.FromResult(false));
        using var influx = new SomeInflux(server.Address);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(SomeInflux.Cancellation);
        var settling = influx.Delivery.SettleAsync(Batch(1), ending.Token);
        await Store.StoreSteps.EventuallyAsync(() => influx.Health.IsMisconfigured);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => settling);
        Assert.Equal(new Settled(Lines, 0, 0), await influx.Delivery.SettleAsync(Batch(1), SomeInflux.Cancellation));
    }

    private static async Task FailAHundredTimesAsync(InfluxDialect dialect, string failure)
    {
        var failed = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        await using var server = await ScriptedInflux.StartAsync(dialect, async (context, _, lines) =>
            // Once for each batch, whichever part of it comes first.
            failed.TryAdd(lines[0].Split(' ')[0], true) && await FailAsync(context, failure, lines.Length));
        using var influx = new SomeInflux(server.Address, WriteOutcomeTests.Dialect(dialect), new HurriedTime());
        influx.Settings.Timeout = failure == "hang" ? TimeSpan.FromSeconds(100) : TimeSpan.FromHours(3);
        var settled = new Settled[Batches];
        await Parallel.ForAsync(0, Batches, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = SomeInflux.Cancellation },
            async (i, cancellation) => settled[i] = await influx.Delivery.SettleAsync(Batch(i), cancellation));
        Assert.Empty(server.Complaints);
        Assert.InRange(failed.Count, Batches, Batches);
        Assert.Equal((Batches * Lines) - 10, server.Taken.Count);
        Assert.Equal((Batches * Lines) - 10, settled.Sum(s => s.Taken));
        Assert.Equal(10, settled.Sum(s => s.Quarantined));
        Assert.Equal(Enumerable.Range(0, Batches).Where(i => i % 10 == 0).Select(i => Line(i, 5, isPoison: true)).Order(), influx.Quarantined.Select(q => q.Line).Order());
        Assert.Null(influx.Health.Problem);
    }

    private static async Task<bool> FailAsync(HttpContext context, string failure, int lines)
    {
        switch (failure)
        {
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return true;
            case "reset":
                context.Abort();
                return true;
            case "broken answer":
                context.Response.StatusCode = 503;
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("{\"error\":\"brok");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return true;
            case "taken, then reset":
                // Taken or not, we never hear of it.
                context.Response.OnStarting(() =>
                {
                    context.Abort();
                    return Task.CompletedTask;
                });
                return false;
            case "400 html":
                return await ScriptedInflux.SaysAsync(context, 400, "<html>Bad Request</html>");
            case "413":
                return lines > 1 && await ScriptedInflux.SaysAsync(context, 413, """{"error":"Request Entity Too Large"}""");
            case "429":
                return await ScriptedInflux.SaysAsync(context, 429, "", ("Retry-After", "2"));
            case "500 rp":
                return await ScriptedInflux.SaysAsync(context, 500, """{"error":"retention policy not found: nope"}""");
            default:
                return await ScriptedInflux.SaysAsync(context, int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture), """{"error":"as the script says"}""");
        }
    }

    private static LineBatch Batch(int batch) => SomeInflux.Batch(Enumerable.Range(0, Lines).Select(i => Line(batch, i, isPoison: batch % 10 == 0 && i == 5)));

    private static string Line(int batch, int i, bool isPoison) => $"reading,signal=b{batch} v={(isPoison ? "666.5,poison=1i" : "1.5")},q=192i {i}";
}
