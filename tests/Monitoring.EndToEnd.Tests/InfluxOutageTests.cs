using System.Globalization;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.EndToEnd.Tests;

/// <summary>InfluxDB down, InfluxDB killed, we killed meanwhile: what it has in the end is exactly what was acknowledged.</summary>
public sealed class InfluxOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How long InfluxDB is away each time. 60 before a release.</summary>
    private static TimeSpan Outage =>
        TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("MONITORING_OUTAGE_SECONDS") ?? "3", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Three_kills_of_either_side_under_load_leave_exactly_what_was_sent_and_alarms_as_ever()
    {
        Assert.SkipUnless(InfluxServer.IsInstalled, "InfluxDB isn't installed (Debian: apt-get install influxdb).");
        await using var influx = await InfluxServer.StartAsync();
        await using var server = new ServerUnderTest(HotPlan.Yaml(10), new Dictionary<string, string>
        {
            ["Influx__Address"] = $"{influx.Address}",
            ["Influx__Database"] = InfluxServer.Database,
            ["Influx__UserName"] = InfluxServer.User,
            ["Influx__Password"] = InfluxServer.Password,
        });
        await server.StartAsync(Cancellation);
        var stoves = CrashTests.Stoves(server.MqttPort);
        await CrashTests.RunAsync(stoves, async () =>
        {
            for (var round = 0; round < 3; round++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
                await influx.KillAsync();
                await Task.Delay(Outage / 2, TimeProvider.System, Cancellation);
                await server.KillAsync(Cancellation);
                await server.StartAsync(Cancellation);
                await Task.Delay(Outage / 2, TimeProvider.System, Cancellation);
                await influx.StartAgainAsync();
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
        });
        await CrashTests.AssertAllIsThereAsync(server, stoves);
        foreach (var stove in stoves)
        {
            var parts = stove.Address.Split('/');
            var query = $"SELECT v FROM reading WHERE facility='{parts[0]}' AND area='{parts[1]}' AND equipment='{parts[2]}' AND signal='{parts[3]}'";
            var there = await Eventually.Async(
                $"{stove.Address}: InfluxDB has the {stove.Acknowledged.Count} readings that were acknowledged",
                async () => await influx.SeriesAsync(query) is [var series]
                    ? series.GetProperty("values").EnumerateArray().Select(v => (v[0].GetInt64(), v[1].GetDouble())).ToList()
                    : [],
                found => found.Count >= stove.Acknowledged.Count);
            Assert.Equal(stove.Acknowledged, there);
        }

        var forwarding = await server.GetAsync("/api/v1/forwarding", Cancellation);
        Assert.Equal(0, forwarding.GetProperty("quarantined").GetInt32());
        TestContext.Current.TestOutputHelper?.WriteLine($"{stoves.Sum(s => s.Acknowledged.Count)} readings, {Outage.TotalSeconds:0} s away each time");
    }
}
