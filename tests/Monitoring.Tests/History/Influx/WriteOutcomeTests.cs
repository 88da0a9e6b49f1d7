using Microsoft.Extensions.Time.Testing;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Tests.History.Influx;

public sealed class WriteOutcomeTests
{
    private const string Retention1 = """{"error":"partial write: points beyond retention policy dropped=2"}""";

    [Theory]
    [InlineData(InfluxDialect.V1, 204, "", "Taken", "")]
    [InlineData(InfluxDialect.V1, 200, "", "Taken", "")]
    [InlineData(InfluxDialect.V1, 200, "<html>Log in</html>", "Misconfigured", "as InfluxDB wouldn't")]
    [InlineData(InfluxDialect.V1, 202, "", "Misconfigured", "as InfluxDB wouldn't")]
    [InlineData(InfluxDialect.V1, 302, "", "Misconfigured", "Write the final address into Influx:Address")]
    [InlineData(InfluxDialect.V1, 400, """{"error":"partial write: unable to parse 'x': invalid field format dropped=0"}""", "Rejected", "unable to parse 'x'")]
    [InlineData(InfluxDialect.V1, 400, """{"error":"partial write: field type conflict: input field \"v\" dropped=1"}""", "Rejected", "field type conflict")]
    [InlineData(InfluxDialect.V1, 400, Retention1, "BeyondRetention", "2")]
    [InlineData(InfluxDialect.V1, 400, """{"error":"unexpected EOF"}""", "Retry", "damaged on its way")]
    [InlineData(InfluxDialect.V1, 400, """{"error":"database is required"}""", "Misconfigured", "as InfluxDB wouldn't")]
    [InlineData(InfluxDialect.V1, 400, "<html>nginx: bad request</html>", "Misconfigured", "what stands between")]
    [InlineData(InfluxDialect.V2, 400, """{"code":"invalid","message":"unable to parse 'x': missing fields"}""", "Rejected", "missing fields")]
    [InlineData(InfluxDialect.V2, 422, """{"code":"unprocessable entity","message":"failure writing points to database: partial write: field type conflict dropped=1"}""", "Rejected", "conflict")]
    [InlineData(InfluxDialect.V2, 422, """{"code":"unprocessable entity","message":"failure writing points to database: partial write: points beyond retention policy dropped=2"}""", "BeyondRetention", "2")]
    [InlineData(InfluxDialect.V3, 400, """{"error":"partial write of line protocol occurred","data":[{"original_line":"x","line_number":1,"error_message":"no fields"}]}""", "Rejected", "no fields")]
    [InlineData(InfluxDialect.V1, 401, """{"error":"authorization failed"}""", "Misconfigured", "Correct Influx:UserName and Influx:PasswordFile")]
    [InlineData(InfluxDialect.V2, 401, """{"code":"unauthorized","message":"unauthorized access"}""", "Misconfigured", "Correct Influx:TokenFile")]
    [InlineData(InfluxDialect.V1, 403, """{"error":"\"writer\" user is not authorized to write to database \"monitoring\""}""", "Misconfigured", "Give user 'writer' the right to write")]
    [InlineData(InfluxDialect.V3, 403, """{"error":"forbidden"}""", "Misconfigured", "Give the token the right to write")]
    [InlineData(InfluxDialect.V1, 404, """{"error":"database not found: \"monitoring\""}""", "Misconfigured", "There is no database 'monitoring'")]
    [InlineData(InfluxDialect.V2, 404, """{"code":"not found","message":"bucket \"monitoring\" not found"}""", "Misconfigured", "There is no bucket 'monitoring'")]
    [InlineData(InfluxDialect.V2, 404, "404 page not found", "Misconfigured", "of another version than Influx:Dialect V2")]
    [InlineData(InfluxDialect.V1, 405, "", "Misconfigured", "as InfluxDB wouldn't")]
    [InlineData(InfluxDialect.V1, 408, "", "Retry", "408")]
    [InlineData(InfluxDialect.V1, 413, """{"error":"Request Entity Too Large"}""", "TooLarge", "413")]
    [InlineData(InfluxDialect.V2, 429, """{"code":"too many requests","message":"slow down"}""", "Retry", "slow down")]
    [InlineData(InfluxDialect.V1, 500, """{"error":"retention policy not found: nope"}""", "Misconfigured", "Correct Influx:RetentionPolicy")]
    [InlineData(InfluxDialect.V1, 500, """{"error":"timeout"}""", "Retry", "timeout")]
    [InlineData(InfluxDialect.V1, 501, "", "Misconfigured", "as InfluxDB wouldn't")]
    [InlineData(InfluxDialect.V1, 502, "<html>bad gateway</html>", "Retry", "502")]
    [InlineData(InfluxDialect.V1, 503, "", "Retry", "503: (no text)")]
    [InlineData(InfluxDialect.V1, 504, "", "Retry", "504")]
    public async Task Each_answer_has_one_meaning(InfluxDialect dialect, int status, string body, string outcome, string words)
    {
        await using var server = await ScriptedInflux.StartAsync(dialect, (context, _, _) => ScriptedInflux.SaysAsync(context, status, body));
        using var influx = new SomeInflux(server.Address, Dialect(dialect));
        var found = await WriteAsync(influx, 3);
        Assert.Empty(server.Complaints);
        Assert.Equal(outcome, found.GetType().Name);
        Assert.Contains(words, $"{found}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_long_to_wait_is_read_as_seconds_or_as_a_date_and_bounded()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        string[] asked = ["7", "Wed, 25 Nov 2026 12:00:09 GMT", "Wed, 25 Nov 2026 11:00:00 GMT", "99999999", "soon"];
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, number, _) => ScriptedInflux.SaysAsync(context, 429, "", ("Retry-After", asked[number])));
        using var influx = new SomeInflux(server.Address, time: clock);
        foreach (var expected in new TimeSpan?[] { TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9), null, TimeSpan.FromMinutes(10), null })
        {
            Assert.Equal(expected, Assert.IsType<WriteOutcome.Retry>(await WriteAsync(influx, 1)).After);
        }
    }

    [Fact]
    public void The_wait_doubles_up_to_half_a_minute_and_never_undercuts_what_the_server_asked_for()
    {
        foreach (var (failures, ceiling) in new[] { (0, 0.2), (1, 0.4), (5, 6.4), (8, 30), (1_000_000, 30) })
        {
            Assert.InRange(Backoff.After(failures, null).TotalSeconds, ceiling / 2, ceiling);
        }

        Assert.Equal(TimeSpan.FromMinutes(2), Backoff.After(0, TimeSpan.FromMinutes(2)));
        Assert.InRange(Backoff.After(0, TimeSpan.Zero).TotalSeconds, 0.1, 0.2);
    }

    [Fact]
    public async Task Nobody_there_and_a_server_that_hangs_or_breaks_off_are_tried_again_and_never_thrown()
    {
        using var nobody = new SomeInflux(new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}"));
        Assert.Contains("can't be reached", Assert.IsType<WriteOutcome.Retry>(await WriteAsync(nobody, 1)).Why, StringComparison.Ordinal);

        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, async (context, number, _) =>
        {
            if (number == 0)
            {
                context.Abort();
                return true;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        using var influx = new SomeInflux(server.Address, o => o.Timeout = TimeSpan.FromMilliseconds(200));
        Assert.IsType<WriteOutcome.Retry>(await WriteAsync(influx, 1));
        Assert.Contains("didn't answer within 0.2 s", Assert.IsType<WriteOutcome.Retry>(await WriteAsync(influx, 1)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_write_throws()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1);
        using var influx = new SomeInflux(server.Address);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => influx.Client.WriteAsync(SomeInflux.Batch("a v=1.0 1").All, 1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_long_answer_is_cut_and_a_password_in_it_is_taken_out()
    {
        var long1 = $$"""{"error":"unable to parse '{{InfluxServer.Password.Replace("\\", "\\\\", StringComparison.Ordinal)}} {{new string('x', 200_000)}}"}""";
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, _, _) => ScriptedInflux.SaysAsync(context, 400, long1));
        using var influx = new SomeInflux(server.Address);
        var rejected = Assert.IsType<WriteOutcome.Rejected>(await WriteAsync(influx, 1));
        Assert.InRange(rejected.Words.Length, 100, 520);
        Assert.DoesNotContain("i'ter", rejected.Words, StringComparison.Ordinal);
    }

    internal static Action<InfluxOptions>? Dialect(InfluxDialect dialect) => dialect == InfluxDialect.V1 ? null : SomeInflux.Token(dialect);

    private static Task<WriteOutcome> WriteAsync(SomeInflux influx, int lines) =>
        influx.Client.WriteAsync(SomeInflux.Batch(Enumerable.Range(0, lines).Select(i => $"reading,signal=oil v=1.5,q=192i {i}")).All, lines, SomeInflux.Cancellation);
}
