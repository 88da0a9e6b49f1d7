using System.Globalization;
using System.Text.RegularExpressions;

namespace Monitoring.Tests.Grafana;

/// <summary>What Grafana puts in the place of <c>$name</c>, <c>${name}</c> and <c>${name:regex}</c> before a query goes to InfluxDB.</summary>
/// <param name="from">The time range: Unix milliseconds, UTC.</param>
/// <param name="chosen">The values ticked of each variable that may have several. Empty: "All", whose value in these dashboards is <c>.*</c>.</param>
/// <param name="single">The value of each other variable.</param>
internal sealed partial class Interpolation(long from, long to, IReadOnlyDictionary<string, string[]> chosen, IReadOnlyDictionary<string, string> single)
{
    /// <summary>About one point a pixel.</summary>
    private const int Pixels = 1_000;

    /// <summary>The data source's <c>timeInterval</c>.</summary>
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);

    /// <exception cref="InvalidOperationException">A variable isn't defined, or is used in a way that means something else in another version of Grafana.</exception>
    public string Apply(string text, string? leastInterval)
    {
        var width = TimeSpan.FromMilliseconds((to - from) / Pixels);
        var least = leastInterval is null ? LeastInterval : Duration(Replace(leastInterval, LeastInterval));
        return Replace(text, width > least ? width : least);
    }

    private string Replace(string text, TimeSpan interval) => Reference().Replace(text, reference =>
    {
        var (name, format) = (reference.Groups["name"].Value, reference.Groups["format"].Value);
        return (name, format) switch
        {
            ("timeFilter", "") => $"time >= {from}ms and time <= {to}ms",
            ("__interval", "") => $"{interval.TotalSeconds:0}s",
            ("__from", "") => Number(from),
            ("__to", "") => Number(to),
            ("__range_s", "") => Number((to - from) / 1000),
            (_, "regex") when chosen.TryGetValue(name, out var values) => AsRegex(values),
            (_, "") when single.TryGetValue(name, out var value) => value,
            _ => throw new InvalidOperationException($"'{reference.Value}' isn't defined, or may have several values and isn't written ${{{name}:regex}}: {text}"),
        };
    });

    private static string AsRegex(string[] values) => values switch
    {
        [] => ".*",
        [var one] => Escaped(one),
        _ => $"({string.Join('|', values.Select(Escaped))})",
    };

    private static string Escaped(string value) => Special().Replace(value, @"\$0");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Duration(string text)
    {
        var number = int.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => throw new FormatException($"'{text}' is no interval."),
        };
    }

    [GeneratedRegex(@"\$(?<name>\w+)|\$\{(?<name>\w+)(:(?<format>\w+))?\}", RegexOptions.ExplicitCapture)]
    public static partial Regex Reference();

    [GeneratedRegex(@"[\\^$*+?.()|\[\]{}/]")]
    private static partial Regex Special();
}
