using System.Globalization;
using System.Text;
using CsCheck;
using Monitoring.Domain.Signals;
using Monitoring.Server.Exports;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.Server.Exports;

public sealed class CsvExportTests
{
    private static readonly Quality[] Qualities = [Quality.Good, Quality.Uncertain, Quality.Bad];

    [Fact]
    public async Task Readings_are_rows_in_order_with_a_decimal_point_and_units_in_the_header()
    {
        await using var server = await ExportServer.StartAsync();
        await server.Store.KeepAsync(
            new(0, Start + 1, 4.5), new(0, Start + 1000, -18.25, Quality.Uncertain), new(0, Start + 86_400_000, double.NaN, Quality.Bad),
            new(1, Start + 1000, 1234567.5), new(1, Start + 2000, 0.1 + 0.2, Quality.Bad), new(2, Start + 500, 7));

        using var answer = await server.OpenAsync(ExportServer.All("csv", ExportServer.Fryer, ExportServer.Fridge));
        var file = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            "time,palu/fry/fryer/a [°C],palu/fry/fryer/a quality,palu/fry/fryer/b [°C],palu/fry/fryer/b quality\r\n"
            + "2026-11-18T11:10:00.001Z,4.5,good,,\r\n"
            + "2026-11-18T11:10:01.000Z,-18.25,uncertain,1234567.5,good\r\n"
            + "2026-11-18T11:10:02.000Z,,,0.30000000000000004,bad\r\n"
            + "2026-11-19T11:10:00.000Z,,bad,,\r\n",
            Encoding.UTF8.GetString(file));
        Assert.Equal("text/csv; charset=utf-8; header=present", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("history-palu-fry-20261118T111000Z-20361115T111000Z.csv", answer.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task A_name_that_reads_like_a_formula_or_holds_a_comma_stays_text()
    {
        var plan = ExportServer.PlanOf("=cmd|' /C calc'!A0", "fry,\"1\"\n", ("a", Unit.State));
        await using var server = await ExportServer.StartAsync(plan);
        var address = plan.Signals[0].Address;
        using var answer = await server.OpenAsync(ExportServer.All("csv", address));
        var rows = Csv.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["time", $"'{address} [state]", $"'{address} quality"], Assert.Single(rows));
        Assert.Equal("history-_cmd____C_calc__A0-fry__1__-20261118T111000Z-20361115T111000Z.csv", answer.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\ta", "'\ta")]
    [InlineData("\ra", "\"'\ra\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    public void Text_is_quoted_where_it_must_be_and_never_a_formula(string text, string cell) => Assert.Equal(cell, CsvFile.Text(text));

    /// <summary>Pieces, slots and shared times fall as they will: the file must be the plain merge.</summary>
    [Fact]
    public async Task Every_reading_is_there_exactly_once_also_across_pieces_and_when_signals_share_a_time()
    {
        const int count = 45_000;
        await using var server = await ExportServer.StartAsync();
        var random = new Random(4);
        Reading[] readings =
        [
            .. Enumerable.Range(0, count).Select(i => new Reading(0, Start + (i * 1000L), random.Next(1000) / 8.0, Qualities[i % 3])),
            .. Enumerable.Range(0, count / 2).Select(i => new Reading(1, Start + (i * 1500L) + (i % 4 == 0 ? 1 : 0), random.Next(1000) / 7.0)),
        ];
        await server.Store.KeepAsync(readings);
        await server.SealAsync(Start + (count * 1000L));
        // One that comes late, into a slot that is sealed.
        var late = new Reading(1, Start + 7, 99.5);
        await server.Store.KeepAsync(late);

        var rows = Csv.Read(await server.DownloadAsync(ExportServer.All("csv", ExportServer.Fryer, ExportServer.Fridge)));
        var times = rows.Skip(1).Select(r => r[0]).ToArray();
        Assert.Equal(times.Order(StringComparer.Ordinal).Distinct(), times);
        Assert.True(server.History.Reads > 4, "The test is about several pieces.");
        Assert.Equal([.. readings.Append(late).OrderBy(r => (r.Signal, r.Time))], rows.Skip(1).SelectMany(ReadingsOf).OrderBy(r => (r.Signal, r.Time)).ToArray());
    }

    [Fact]
    public async Task Numbers_come_back_as_they_went() => await Gen.Double.SampleAsync(
        async number =>
        {
            using var stream = new MemoryStream();
            var file = new CsvFile([new ExportColumn("a", ColumnKind.Number)], stream);
            await file.AddAsync(0, [number], default);
            await file.EndAsync(default);
            var cell = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\r', '\n').Split(',')[1];
            Assert.Equal(double.IsFinite(number) ? number : double.NaN, cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture));
        },
        iter: 2_000);

    private static IEnumerable<Reading> ReadingsOf(string[] row)
    {
        var time = DateTimeOffset.ParseExact(row[0], "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();
        for (var i = 1; i < row.Length; i += 2)
        {
            if (row[i + 1].Length > 0)
            {
                yield return new Reading(i / 2, time, double.Parse(row[i], CultureInfo.InvariantCulture), Enum.Parse<Quality>(row[i + 1], ignoreCase: true));
            }
        }
    }
}
