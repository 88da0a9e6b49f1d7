using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Tests.Grafana;

/// <summary>What the dashboards say of the simulated morning, beside what happened in it.</summary>
[Collection(FilledInfluxCollection.Name)]
public sealed class DashboardFiguresTests(FilledInflux filled)
{
    [Fact]
    public async Task Alarms_raised_and_alarms_that_are_not_over_are_as_many_as_there_are()
    {
        Assert.Equal(filled.Shift.Edges.Count(e => e.Edge.Kind == EdgeKind.Raised), (await RowsAsync("alarm-health.json", "Muncul · Raised [A]")).Single()["sum"].GetDouble());
        Assert.NotEmpty(filled.Shift.Open);
        Assert.Equal(filled.Shift.Open.Count, (await RowsAsync("alarm-health.json", "Alarm belum selesai · Alarms not over [A]")).Single()["count"].GetDouble());
        var standing = await RowsAsync("alarm-health.json", "Alarm belum selesai · Alarms that aren't over [A]");
        Assert.Equal(filled.Shift.Open.Select(a => a.Id).Order(), standing.Select(r => r["alarm"].GetString()).Order());
        Assert.Equal(filled.Shift.Open.Select(a => $"{a.Equipment} {a.Rule}").Order(), standing.Select(r => $"{r["equipment"].GetString()} {r["rule"].GetString()}").Order());
    }

    [Fact]
    public async Task The_busiest_rules_are_those_that_raised_most()
    {
        var busiest = filled.Shift.Edges.Where(e => e.Edge.Kind == EdgeKind.Raised).GroupBy(e => (e.Edge.Alarm.Equipment, e.Edge.Alarm.Signal, e.Edge.Alarm.Rule))
            .ToDictionary(g => g.Key, g => (double)g.Count());
        var rows = await RowsAsync("alarm-health.json", "Sepuluh aturan teratas · Top ten rules [A]");
        Assert.Equal(Math.Min(10, busiest.Count), rows.Length);
        Assert.All(rows, r => Assert.Equal(busiest[(r["equipment"].GetString()!, r["signal"].GetString()!, r["rule"].GetString()!)], r["n"].GetDouble()));
    }

    [Fact]
    public async Task The_share_of_time_inside_limits_is_that_of_the_roll_ups_for_every_signal()
    {
        var rows = (await RowsAsync("quality-review.json", "Waktu di dalam batas per sinyal · Time inside limits by signal [A]"))
            .ToDictionary(r => $"{r["facility"]}/{r["area"]}/{r["equipment"]}/{r["signal"]}");
        foreach (var signal in FilledInflux.Plan.Signals)
        {
            var all = filled.Shift.Rollups(signal, Resolution.Hour).Aggregate(Rollup.Empty(filled.From), (sum, next) => sum.Plus(next));
            var row = rows[signal.Address];
            Assert.Equal(100.0 * (all.Good - all.Outside.Total) / all.Good, row["inside"].GetDouble(), 6);
            Assert.Equal(all.Outside.Total / 1000.0, row["outside"].GetDouble(), 3);
            Assert.Equal(100.0 * all.Good / (filled.To - filled.From), row["coverage"].GetDouble(), 6);
        }

        Assert.Equal(FilledInflux.Plan.Signals.Length, rows.Count);
        Assert.InRange(rows["palu/kitchen/fridge/temp"]["inside"].GetDouble(), 50, 99);
        Assert.Equal(100, rows["palu/kitchen/packing/temp"]["inside"].GetDouble());
    }

    [Fact]
    public async Task The_longest_gap_is_the_time_in_which_the_freezer_was_silent()
    {
        var rows = await RowsAsync("quality-review.json", "Celah terpanjang · Longest gaps [A]");
        var longest = rows.MaxBy(r => r["gap"].GetDouble())!;
        Assert.Equal("freezer temp", $"{longest["equipment"]} {longest["signal"]}");
        Assert.InRange(longest["gap"].GetDouble(), 38 * 60, 40 * 60);
    }

    /// <summary>Of a panel's query, with everything chosen: each row with its columns and the tags of its series.</summary>
    private async Task<Dictionary<string, JsonElement>[]> RowsAsync(string name, string panel)
    {
        Assert.SkipUnless(InfluxServer.IsInstalled, "InfluxDB isn't installed (Debian: apt-get install influxdb).");
        var dashboard = GrafanaDashboard.Load(name);
        var query = dashboard.Queries.Single(q => q.Of == panel);
        var several = dashboard.Variables.Where(v => v.GetProperty("multi").GetBoolean()).ToDictionary(v => GrafanaDashboard.Text(v, "name")!, _ => Array.Empty<string>());
        var single = new Dictionary<string, string> { ["resolution"] = "1h" };
        var answer = await filled.AskAsync(new Interpolation(filled.From, filled.To, several, single).Apply(query.Text, query.Interval));
        return [.. answer.GetProperty("series").EnumerateArray().SelectMany(Rows)];
    }

    private static IEnumerable<Dictionary<string, JsonElement>> Rows(JsonElement series)
    {
        var columns = series.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!).ToArray();
        foreach (var values in series.GetProperty("values").EnumerateArray())
        {
            var row = columns.Zip(values.EnumerateArray()).ToDictionary(c => c.First, c => c.Second);
            if (series.TryGetProperty("tags", out var tags))
            {
                foreach (var tag in tags.EnumerateObject())
                {
                    row[tag.Name] = tag.Value;
                }
            }

            yield return row;
        }
    }
}
