using System.Text.Json;
using Monitoring.Domain.Signals;
using Monitoring.History.Influx;

namespace Monitoring.Tests.History.Influx;

/// <summary>Names that want to be something else: the real server has exactly the points that were meant, with the names that were meant.</summary>
public sealed class InjectionTests
{
    public static readonly string[] Corpus =
    [
        "plain", "with space", "a,b", "a=b", "a, b=c v=1 1", "a\nreading,signal=evil v=666 1", "\n", "a\r\nb", "\\", "a\\", "a\\\\", "\\,", "a\\,b=\\", "\\\nx", "\"", "\"quoted\"",
        "'", "'; DROP DATABASE monitoring; --", "\"; DROP MEASUREMENT \"reading", "x' OR 1=1 --", "x' OR time > 0; DROP SERIES FROM reading; SELECT * FROM reading WHERE area='", "# comment", "#",
        "_internal", "v=1i", "1795000200000", "\t", "\0", "\u0001\u001f\u007f\u0085", "\u2028", "\ufeffbom", "油炸區", "🍤🍤", "Ünïcödé", "\ud800", "a\udc00b", "%0a", "\\n", "\\u000a", "$tag", "/.*/", "*", "()",
        "v=1 1\nevil v=1 1", "a\\\nb", "\\ ", " ", " leading", "trailing ", ",", "=", "==,,  ", "\\=", "\\\\,", "a\\ b", "true", "null", "-", ".", "..", "../../etc", "${x}", "{{x}}", "<script>", "&db=other&q=x",
    ];

    [Fact]
    public async Task No_name_makes_any_point_but_its_own()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        var (batch, expected, time) = (new LineBatch(), new HashSet<string>(), 1_795_000_200_000);
        foreach (var name in Corpus)
        {
            foreach (var tags in new string[][]
            {
                [name, "a", "e", "s", "u"], ["f", name, "e", "s", "u"], ["f", "a", name, "s", "u"], ["f", "a", "e", name, "u"], ["f", "a", "e", "s", name], [name, name, name, name, name],
            })
            {
                batch.AddReading(new SeriesTags(tags[0], tags[1], tags[2], tags[3], tags[4]), time, 1.5, Quality.Good, Origin.Live);
                expected.Add(string.Join('|', tags.Select(LineProtocol.Clean)));
            }
        }

        Assert.Equal(new Settled(batch.Count, 0, 0), await influx.Delivery.SettleAsync(batch, SomeInflux.Cancellation));
        var series = await server.SeriesAsync("SELECT v, q FROM reading GROUP BY *");
        Assert.Equal(expected.Order(StringComparer.Ordinal), series.Select(TagsOf).Order(StringComparer.Ordinal));
        Assert.All(series, s => Assert.Equal("[[1795000200000,1.5,192]]", s.GetProperty("values").GetRawText()));
        Assert.Equal(["reading"], await MeasurementsAsync(server));
    }

    [Fact]
    public async Task No_text_makes_any_point_but_its_own()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        var batch = new LineBatch();
        var point = new PointBuilder(batch);
        for (var i = 0; i < Corpus.Length; i++)
        {
            point.Begin("alarm").Tag("rule", $"r{i}").Integer("n", 1).Text("alarm", Corpus[i]).Text("by", $"{Corpus[i]}{Corpus[^(i + 1)]}").End(1_795_000_200_000);
        }

        await influx.Delivery.SettleAsync(batch, SomeInflux.Cancellation);
        Assert.Empty(influx.Quarantined);
        var series = (await server.SeriesAsync("SELECT alarm, \"by\" FROM alarm GROUP BY rule")).ToDictionary(s => s.GetProperty("tags").GetProperty("rule").GetString()!);
        for (var i = 0; i < Corpus.Length; i++)
        {
            var row = series[$"r{i}"].GetProperty("values").EnumerateArray().Single();
            Assert.Equal((Spelled(Corpus[i]), Spelled($"{Corpus[i]}{Corpus[^(i + 1)]}")), (row[1].GetString(), row[2].GetString()));
        }

        Assert.Equal(["alarm"], await MeasurementsAsync(server));
    }

    internal static async Task<string[]> MeasurementsAsync(Servers.InfluxServer server) =>
        await server.SeriesAsync("SHOW MEASUREMENTS") is [var all] ? [.. all.GetProperty("values").EnumerateArray().Select(v => v[0].GetString()!)] : [];

    // In a text only control characters change, not a backslash at its end.
    private static string Spelled(string text) => LineProtocol.Clean($"{text}x")[..^1];

    private static string TagsOf(JsonElement series) =>
        string.Join('|', new[] { "facility", "area", "equipment", "signal", "unit" }.Select(t => series.GetProperty("tags").GetProperty(t).GetString()));
}
