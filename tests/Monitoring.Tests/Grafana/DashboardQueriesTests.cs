using System.Text.Json;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Tests.Grafana;

/// <summary>Every query of every dashboard, as Grafana would send it, to a real InfluxDB that a simulated morning has filled.</summary>
[Collection(FilledInfluxCollection.Name)]
public sealed class DashboardQueriesTests(FilledInflux filled)
{
    public static TheoryData<string> Names => [.. GrafanaDashboard.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_query_gets_rows_with_everything_chosen(string name)
    {
        Assert.SkipUnless(InfluxServer.IsInstalled, "InfluxDB isn't installed (Debian: apt-get install influxdb).");
        var dashboard = GrafanaDashboard.Load(name);
        await AssertRowsAsync(dashboard, Several(dashboard).ToDictionary(v => v, _ => Array.Empty<string>()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_query_gets_rows_with_each_value_ticked_by_hand(string name)
    {
        Assert.SkipUnless(InfluxServer.IsInstalled, "InfluxDB isn't installed (Debian: apt-get install influxdb).");
        var dashboard = GrafanaDashboard.Load(name);
        var chosen = Several(dashboard).ToDictionary(v => v, _ => Array.Empty<string>());
        foreach (var variable in Several(dashboard))
        {
            // In the order in which they depend on each other.
            var query = dashboard.Queries.Single(q => q.Of == $"variable {variable}");
            chosen[variable] = [.. Values(await filled.AskAsync(new Interpolation(filled.From, filled.To, chosen, Single(dashboard, 0)).Apply(query.Text, null)))];
            Assert.NotEmpty(chosen[variable]);
        }

        await AssertRowsAsync(dashboard, chosen);
    }

    private static IEnumerable<string> Several(GrafanaDashboard dashboard) =>
        dashboard.Variables.Where(v => v.GetProperty("multi").GetBoolean()).Select(v => GrafanaDashboard.Text(v, "name")!);

    private static Dictionary<string, string> Single(GrafanaDashboard dashboard, int choice) => dashboard.Variables.Where(v => !v.GetProperty("multi").GetBoolean())
        .ToDictionary(v => GrafanaDashboard.Text(v, "name")!, v => GrafanaDashboard.Text(v.GetProperty("options")[choice], "value")!);

    private static IEnumerable<string> Values(JsonElement answer) =>
        answer.GetProperty("series").EnumerateArray().SelectMany(s => s.GetProperty("values").EnumerateArray()).Select(v => v[1].GetString()!).Distinct();

    private async Task AssertRowsAsync(GrafanaDashboard dashboard, Dictionary<string, string[]> chosen)
    {
        List<string> empty = [];
        var choices = dashboard.Variables.Where(v => !v.GetProperty("multi").GetBoolean()).Select(v => v.GetProperty("options").GetArrayLength()).DefaultIfEmpty(1).Max();
        for (var choice = 0; choice < choices; choice++)
        {
            var interpolation = new Interpolation(filled.From, filled.To, chosen, Single(dashboard, choice));
            foreach (var query in dashboard.Queries)
            {
                var text = interpolation.Apply(query.Text, query.Interval);
                if (!HasRows(await filled.AskAsync(text)))
                {
                    empty.Add($"{query}: {text}");
                }
            }
        }

        Assert.Empty(empty);
    }

    /// <summary>A row of nothing but nulls draws nothing.</summary>
    private static bool HasRows(JsonElement answer) => answer.TryGetProperty("series", out var series)
        && series.EnumerateArray().Any(s => s.GetProperty("values").EnumerateArray().Any(v => v.EnumerateArray().Skip(1).Any(c => c.ValueKind != JsonValueKind.Null)));
}
