using System.Text.Json;
using Monitoring.Tests.Architecture;

namespace Monitoring.Tests.Grafana;

/// <summary>The file of a dashboard, as Grafana reads it.</summary>
internal sealed class GrafanaDashboard(string name, JsonElement root)
{
    private const string Folder = "dashboards/grafana/dashboards";

    public static IEnumerable<string> Names => Directory.GetFiles(Path.Combine(Repository.Root, Folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public string Name => name;

    public JsonElement Root => root;

    /// <summary>Those in rows, too.</summary>
    public JsonElement[] Panels { get; } = [.. root.GetProperty("panels").EnumerateArray().SelectMany(WithInner)];

    public JsonElement[] Variables { get; } = [.. root.GetProperty("templating").GetProperty("list").EnumerateArray()];

    public JsonElement[] Annotations { get; } = [.. root.GetProperty("annotations").GetProperty("list").EnumerateArray()];

    /// <summary>Everything that Grafana would send to the data source.</summary>
    public IEnumerable<GrafanaQuery> Queries =>
    [
        .. Panels.SelectMany(p => Targets(p).Select(t => new GrafanaQuery(name, $"{Text(p, "title")} [{Text(t, "refId")}]", Text(t, "query")!, Text(p, "interval")))),
        .. Variables.Where(v => Text(v, "type") == "query").Select(v => new GrafanaQuery(name, $"variable {Text(v, "name")}", Text(v, "query")!, null)),
        .. Annotations.Select(a => new GrafanaQuery(name, $"annotation {Text(a, "name")}", Text(a.GetProperty("target"), "query")!, null)),
    ];

    public static GrafanaDashboard Load(string name) => new(name, JsonElement.Parse(Repository.Read($"{Folder}/{name}")));

    public static JsonElement[] Targets(JsonElement panel) => panel.TryGetProperty("targets", out var targets) ? [.. targets.EnumerateArray()] : [];

    public static string? Text(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static IEnumerable<JsonElement> WithInner(JsonElement panel) =>
        panel.TryGetProperty("panels", out var inner) ? inner.EnumerateArray().SelectMany(WithInner).Prepend(panel) : [panel];
}

/// <param name="Interval">The panel's least interval; null: the data source's.</param>
internal sealed record GrafanaQuery(string Dashboard, string Of, string Text, string? Interval)
{
    public override string ToString() => $"{Dashboard}: {Of}";
}
