using System.Globalization;
using Monitoring.Domain.Signals;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.Server.Exports;

public sealed class RollupExportTests
{
    private static readonly string[] Figures = ["mean [°C]", "minimum [°C]", "maximum [°C]", "count", "bad", "good [s]", "outside [s]"];

    [Fact]
    public async Task Minutes_are_rows_with_their_figures_and_minutes_without_data_are_left_out()
    {
        await using var server = await ExportServer.StartAsync();
        await KeepSomeAsync(server);
        var rows = Csv.Read(await server.DownloadAsync(ExportServer.All("csv&resolution=minute", ExportServer.Fryer, ExportServer.Fridge)));
        Assert.Equal(["time", .. Figures.Select(f => $"palu/fry/fryer/a {f}"), .. Figures.Select(f => $"palu/fry/fryer/b {f}")], rows[0]);
        Assert.Equal(["2026-11-18T11:10:00.000Z", "20.25", "20", "20.5", "2", "1", "40", "0", "", "", "", "", "", "", ""], rows[1]);
        // What is doubted has figures, but no good time.
        Assert.Equal(["2026-11-18T11:11:00.000Z", "21", "21", "21", "1", "0", "0", "0", "3", "3", "3", "1", "0", "59", "0"], rows[2]);
        Assert.Equal("2026-11-18T13:10:00.000Z", rows.First(r => r[1] == "22")[0]);
    }

    [Theory]
    [InlineData("minute")]
    [InlineData("hour")]
    public async Task Roll_ups_are_those_of_the_history_in_every_format(string resolution)
    {
        await using var server = await ExportServer.StartAsync();
        await KeepSomeAsync(server);
        var expected = await server.History.RollupsAsync(1, resolution == "hour" ? Resolution.Hour : Resolution.Minute, Start - 3_600_000, Start + 315_360_000_000, 100_000, TestContext.Current.CancellationToken);
        Assert.True(expected.Length == (resolution == "hour" ? 1 : 4), "A minute in which a reading only stands has no figures, but good time.");
        string[][] figures =
        [
            .. expected.Select(r => new[] { r.Sum / r.Count, r.Minimum, r.Maximum, r.Count, r.Bad, r.Good / 1000.0, r.Outside.Total / 1000.0 }.Select(f => Word(f)).ToArray()),
        ];

        var csv = Csv.Read(await server.DownloadAsync(ExportServer.All($"csv&resolution={resolution}", ExportServer.Fridge)));
        Assert.Equal(figures, csv.Skip(1).Select(r => r[1..]));
        var xlsx = Xlsx.Read(await server.DownloadAsync(ExportServer.All($"xlsx&resolution={resolution}", ExportServer.Fridge))).Single().Rows;
        Assert.Equal(figures, xlsx.Skip(1).Select(r => r.Skip(1).Select(c => c.Value).ToArray()));
        var parquet = await ParquetTable.ReadAsync(await server.DownloadAsync(ExportServer.All($"parquet&resolution={resolution}", ExportServer.Fridge)));
        Assert.Equal(resolution, parquet.Metadata["resolution"]);
        Assert.Equal(figures, figures.Select((_, row) => parquet.Columns.Values.Skip(1).Select(c => Word(c[row])).ToArray()));
        Assert.All(parquet.Columns["palu/fry/fryer/b count"], c => Assert.IsType<long>(c));
    }

    /// <summary>As in a CSV: nothing for null and NaN.</summary>
    private static string Word(object? figure) => figure is null or double.NaN ? "" : Convert.ToString(figure, CultureInfo.InvariantCulture)!;

    /// <summary>Good, bad and doubtful readings; between the last two of the second signal, the first stands for three minutes.</summary>
    private static Task<long> KeepSomeAsync(ExportServer server) => server.Store.KeepAsync(
        new(0, Start, 20), new(0, Start + 20_000, 20.5), new(0, Start + 40_000, double.NaN, Quality.Bad),
        new(0, Start + 60_000, 21, Quality.Uncertain), new(0, Start + 7_200_000, 22), new(1, Start + 61_000, 3), new(1, Start + 241_000, 4));
}
