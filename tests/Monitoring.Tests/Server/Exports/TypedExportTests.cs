using System.Globalization;
using Monitoring.Domain.Signals;
using Monitoring.Server.Exports;
using Monitoring.Tests.History.Store;
using Parquet.Schema;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.Server.Exports;

/// <summary>Formats whose cells have types.</summary>
public sealed class TypedExportTests
{
    private static readonly Reading[] Some =
    [
        new(0, Start + 1, 4.5), new(0, Start + 1000, -18.25, Quality.Uncertain), new(0, Start + 86_400_000, double.NaN, Quality.Bad),
        new(1, Start + 1000, 0.1 + 0.2), new(1, Start + 2000, 8, Quality.Bad),
    ];

    [Fact]
    public async Task A_workbook_has_date_times_numbers_and_text_and_keeps_gaps_empty()
    {
        await using var server = await ExportServer.StartAsync();
        await server.Store.KeepAsync(Some);
        using var answer = await server.OpenAsync(ExportServer.All("xlsx", ExportServer.Fryer, ExportServer.Fridge));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType?.ToString());
        Assert.EndsWith(".xlsx", answer.Content.Headers.ContentDisposition?.FileNameStar, StringComparison.Ordinal);

        var (name, rows) = Assert.Single(Xlsx.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("history 1", name);
        Assert.Equal(["time (UTC)", "palu/fry/fryer/a [°C]", "palu/fry/fryer/a quality", "palu/fry/fryer/b [°C]", "palu/fry/fryer/b quality"], rows[0].Select(c => c.Value));
        Assert.All(rows[0], c => Assert.True(c.IsText));
        Assert.All(rows.Skip(1), r => Assert.True(r[0].IsTime));
        Assert.Equal([1, 1000, 2000, 86_400_000], rows.Skip(1).Select(r => TimeOf(r[0]) - Start));
        Assert.Equal(
            [["4.5", "good", "", ""], ["-18.25", "uncertain", "0.30000000000000004", "good"], ["", "", "8", "bad"], ["", "bad", "", ""]],
            rows.Skip(1).Select(r => r.Skip(1).Select(c => c.Value).ToArray()));
        Assert.Equal([false, true, false, true], rows[2].Skip(1).Select(c => c.IsText));
    }

    [Fact]
    public async Task What_does_not_fit_on_a_sheet_goes_on_the_next_under_the_same_header()
    {
        await using var server = await ExportServer.StartAsync(sizes: new ExportSizes(RowsOfSheet: 101));
        await server.Store.KeepAsync(Seconds(0, 250));
        var sheets = Xlsx.Read(await server.DownloadAsync(ExportServer.All("xlsx", ExportServer.Fryer)));
        Assert.Equal(["history 1", "history 2", "history 3"], sheets.Select(s => s.Name));
        Assert.Equal([101, 101, 51], sheets.Select(s => s.Rows.Count));
        Assert.All(sheets, s => Assert.Equal("palu/fry/fryer/a [°C]", s.Rows[0][1].Value));
        Assert.Equal(Seconds(0, 250).Select(r => r.Time), sheets.SelectMany(s => s.Rows.Skip(1)).Select(r => TimeOf(r[0])));
    }

    [Fact]
    public async Task A_name_that_reads_like_a_formula_is_text_in_a_workbook_as_it_is()
    {
        var plan = ExportServer.PlanOf("=cmd|' /C calc'!A0", "<fry>", ("a", Unit.Percent));
        await using var server = await ExportServer.StartAsync(plan);
        var header = Xlsx.Read(await server.DownloadAsync(ExportServer.All("xlsx", plan.Signals[0].Address))).Single().Rows[0];
        Assert.Equal(new XlsxCell($"{plan.Signals[0].Address} [%]", true, false), header[1]);
    }

    [Fact]
    public async Task A_Parquet_file_has_typed_columns_nulls_for_gaps_and_units()
    {
        await using var server = await ExportServer.StartAsync();
        await server.Store.KeepAsync(Some);
        using var answer = await server.OpenAsync(ExportServer.All("parquet", ExportServer.Fryer, ExportServer.Fridge));
        Assert.Equal("application/vnd.apache.parquet", answer.Content.Headers.ContentType?.ToString());
        Assert.EndsWith(".parquet", answer.Content.Headers.ContentDisposition?.FileNameStar, StringComparison.Ordinal);

        var table = await ParquetTable.ReadAsync(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var time = Assert.IsType<DateTimeDataField>(table.Schema.DataFields[0]);
        Assert.Equal((DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Millis, false), (time.DateTimeFormat, time.IsAdjustedToUTC, time.Unit, time.IsNullable));
        Assert.Equal(["time", "palu/fry/fryer/a [°C]", "palu/fry/fryer/a quality", "palu/fry/fryer/b [°C]", "palu/fry/fryer/b quality"], table.Columns.Keys);
        Assert.Equal([1.0, 1000, 2000, 86_400_000], table.Columns["time"].Select(t => ((DateTime)t! - DateTime.UnixEpoch).TotalMilliseconds - Start));
        Assert.Equal([4.5, -18.25, null, null], table.Columns["palu/fry/fryer/a [°C]"]);
        Assert.Equal(["good", "uncertain", null, "bad"], table.Columns["palu/fry/fryer/a quality"]);
        Assert.Equal([null, 0.1 + 0.2, 8.0, null], table.Columns["palu/fry/fryer/b [°C]"]);
        Assert.Equal("°C", table.Metadata["unit:palu/fry/fryer/a"]);
        Assert.Equal("raw", table.Metadata["resolution"]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public async Task A_Parquet_file_is_written_in_groups_and_loses_no_row_between_them(int count, int groups)
    {
        await using var server = await ExportServer.StartAsync(sizes: new ExportSizes(RowsOfGroup: 100));
        await server.Store.KeepAsync(Seconds(0, count));
        var table = await ParquetTable.ReadAsync(await server.DownloadAsync(ExportServer.All("parquet", ExportServer.Fryer)));
        Assert.Equal(groups, table.Groups);
        Assert.Equal(Seconds(0, count).Select(r => (object?)r.Value), table.Columns["palu/fry/fryer/a [°C]"]);
        Assert.All(table.Columns["palu/fry/fryer/a quality"], q => Assert.Equal("good", q));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("parquet")]
    public async Task A_range_without_readings_is_a_whole_file_with_a_header(string format)
    {
        await using var server = await ExportServer.StartAsync();
        var file = await server.DownloadAsync(ExportServer.All(format, ExportServer.Fryer));
        string[] header = format switch
        {
            "csv" => Csv.Read(file).Single(),
            "xlsx" => [.. Xlsx.Read(file).Single().Rows.Single().Select(c => c.Value)],
            _ => [.. (await ParquetTable.ReadAsync(file)).Columns.Keys],
        };
        Assert.Equal("palu/fry/fryer/a [°C]", header[1]);
    }

    /// <summary>Excel's days since 1900 to Unix milliseconds.</summary>
    private static long TimeOf(XlsxCell cell) => (long)Math.Round((double.Parse(cell.Value, CultureInfo.InvariantCulture) - 25_569) * 86_400_000);
}
