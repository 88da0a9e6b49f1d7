using System.Text.Json;
using System.Text.RegularExpressions;
using Monitoring.Tests.Architecture;

namespace Monitoring.Tests.Grafana;

/// <summary>What can be said of the dashboards of Grafana without a server.</summary>
public sealed partial class DashboardFilesTests
{
    private static readonly string[] BuiltIn = ["timeFilter", "__interval", "__from", "__to", "__range_s"];

    private static readonly string[] Dashboards = ["alarm-health.json", "facility-overview.json", "kitchen-live.json", "quality-review.json", "system-health.json"];

    public static TheoryData<string> Names => [.. GrafanaDashboard.Names];

    [Fact]
    public void All_five_are_there_and_each_has_a_name_that_stays()
    {
        var all = Dashboards.Select(GrafanaDashboard.Load).ToArray();
        Assert.Equal(Dashboards, GrafanaDashboard.Names);
        Assert.Equal(all.Length, all.Select(d => GrafanaDashboard.Text(d.Root, "uid")).Distinct().Count());
        Assert.All(all, d => Assert.StartsWith("monitoring-", GrafanaDashboard.Text(d.Root, "uid"), StringComparison.Ordinal));
        Assert.All(all, d => Assert.False(d.Root.TryGetProperty("id", out _), "Grafana gives the id: in the file it would collide."));
        Assert.All(all, d => Assert.True(d.Root.GetProperty("schemaVersion").GetInt32() >= 39));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_panel_asks_something_and_asks_the_provisioned_InfluxDB(string name)
    {
        var dashboard = GrafanaDashboard.Load(name);
        foreach (var panel in dashboard.Panels.Where(p => GrafanaDashboard.Text(p, "type") is not ("row" or "text")))
        {
            var targets = GrafanaDashboard.Targets(panel);
            Assert.NotEmpty(targets);
            Assert.All(targets.Append(panel), AssertProvisioned);
            Assert.All(targets, t => Assert.True(t.GetProperty("rawQuery").GetBoolean()));
            Assert.Equal(targets.Length, targets.Select(t => GrafanaDashboard.Text(t, "refId")).Distinct().Count());
        }

        Assert.All(dashboard.Variables.Where(v => GrafanaDashboard.Text(v, "type") == "query"), AssertProvisioned);
        Assert.All(dashboard.Annotations.SelectMany(a => new[] { a, a.GetProperty("target") }), AssertProvisioned);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_variable_that_is_used_is_defined_and_every_one_that_is_defined_is_used(string name)
    {
        var dashboard = GrafanaDashboard.Load(name);
        string[] texts =
        [
            .. dashboard.Queries.SelectMany(q => new[] { q.Text, q.Interval ?? "" }),
            .. dashboard.Panels.SelectMany(p => new[] { GrafanaDashboard.Text(p, "title") ?? "", GrafanaDashboard.Text(p, "repeat") is { } repeat ? $"${repeat}" : "" }),
        ];
        var used = texts.SelectMany(t => Interpolation.Reference().Matches(t)).Select(m => m.Groups["name"].Value).Except(BuiltIn).Order();
        Assert.Equal(dashboard.Variables.Select(v => GrafanaDashboard.Text(v, "name")!).Order(), used.Distinct());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_panel_says_in_both_languages_what_it_is_and_none_lies_on_another(string name)
    {
        var dashboard = GrafanaDashboard.Load(name);
        Assert.Contains(" · ", GrafanaDashboard.Text(dashboard.Root, "title"), StringComparison.Ordinal);
        var panels = dashboard.Panels;
        Assert.All(panels, p => Assert.Contains(" · ", GrafanaDashboard.Text(p, "title"), StringComparison.Ordinal));
        Assert.All(panels.Where(p => GrafanaDashboard.Text(p, "type") != "row"), p => Assert.Contains("\n\n", GrafanaDashboard.Text(p, "description"), StringComparison.Ordinal));
        Assert.Equal(panels.Length, panels.Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
        var cells = panels.SelectMany(CellsOf).ToArray();
        Assert.Equal(cells.Length, cells.Distinct().Count());
    }

    /// <summary>A line through missing values tells of readings that never were: the time buckets of lines are filled with null, those of counts with 0.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_gap_in_the_data_stays_a_gap_in_the_line(string name)
    {
        foreach (var panel in GrafanaDashboard.Load(name).Panels.Where(p => GrafanaDashboard.Text(p, "type") is "timeseries" or "state-timeline"))
        {
            var custom = panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("custom");
            Assert.Equal(JsonValueKind.False, custom.GetProperty("spanNulls").ValueKind);
            foreach (var query in GrafanaDashboard.Targets(panel).Select(t => GrafanaDashboard.Text(t, "query")!))
            {
                Assert.DoesNotMatch(@"fill\((previous|linear)\)", query);
                Assert.True(query.Contains("fill(null)", StringComparison.Ordinal) || Counts().IsMatch(query), query);
            }
        }
    }

    [Fact]
    public void The_provisioned_data_source_has_the_name_that_the_dashboards_use_and_no_secret_in_it()
    {
        var text = Repository.Read("dashboards/grafana/provisioning/datasources/influxdb.yaml");
        var variants = Regex.Matches(text, @"^[ #]*uid: (\S+)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(3, variants.Length);
        Assert.All(variants, uid => Assert.Equal("monitoring-influxdb", uid));
        Assert.All(Regex.Matches(text, @"(url|user|dbName|password|httpHeaderValue1): (.*)").Select(m => m.Groups[2].Value), v => Assert.Matches(@"^((Token|Bearer) )?\$\{MONITORING_INFLUX_[A-Z]+\}$", v));
        var readMe = Repository.Read("dashboards/grafana/README.md");
        var settings = text + Repository.Read("dashboards/grafana/provisioning/dashboards/monitoring.yaml");
        Assert.All(Regex.Matches(settings, @"\$\{(\w+)\}").Select(m => m.Groups[1].Value).Distinct(), v => Assert.Contains($"`{v}`", readMe, StringComparison.Ordinal));
    }

    private static void AssertProvisioned(JsonElement asks)
    {
        var source = asks.GetProperty("datasource");
        Assert.Equal("influxdb", GrafanaDashboard.Text(source, "type"));
        Assert.Equal("monitoring-influxdb", GrafanaDashboard.Text(source, "uid"));
    }

    private static IEnumerable<(int, int)> CellsOf(JsonElement panel)
    {
        var place = panel.GetProperty("gridPos");
        int Of(string property) => place.GetProperty(property).GetInt32();
        Assert.InRange(Of("x") + Of("w"), 1, 24);
        return from x in Enumerable.Range(Of("x"), Of("w")) from y in Enumerable.Range(Of("y"), Of("h")) select (x, y);
    }

    // What is summed up or differenced in bars has no line; a rate needs two values next to each other, and has none across a gap.
    [GeneratedRegex(@"SELECT (count|sum|non_negative_difference|non_negative_derivative)\(.*fill\((0|none)\)$")]
    private static partial Regex Counts();
}
