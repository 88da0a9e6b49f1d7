using System.Collections.Immutable;
using System.Globalization;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Monitoring.Server.Exports;

/// <summary>A workbook for Excel: real date-times (UTC), numbers, and text that is never a formula; as many sheets as its rows need.</summary>
internal sealed class XlsxFile(ImmutableArray<ExportColumn> columns, Stream stream, int rowsOfSheet) : ExportFile
{
    private const int BufferSize = 64 * 1024;
    private const double TimeWidth = 23;

    private readonly DataCell[] row = new DataCell[columns.Length + 1];
    private Spreadsheet? book;
    private int sheets;

    public override async ValueTask BeginAsync(CancellationToken cancellation)
    {
        var options = new SpreadCheetahOptions
        {
            BufferSize = BufferSize,
            CompressionLevel = SpreadCheetahCompressionLevel.Fastest,
            DefaultDateTimeFormat = NumberFormat.Custom("yyyy-mm-dd hh:mm:ss.000"),
        };
        book = await Spreadsheet.CreateNewAsync(stream, options, cancellation);
        await AddSheetAsync(cancellation);
    }

    public override ValueTask AddAsync(long time, ReadOnlySpan<double> cells, CancellationToken cancellation)
    {
        row[0] = new DataCell(DateTime.UnixEpoch.AddMilliseconds(time));
        for (var i = 0; i < cells.Length; i++)
        {
            row[i + 1] = Cell(cells[i], columns[i].Kind);
        }

        return book!.NextRowNumber > rowsOfSheet ? AddToNextSheetAsync(cancellation) : book.AddRowAsync(row, cancellation);
    }

    public override async ValueTask EndAsync(CancellationToken cancellation)
    {
        await book!.FinishAsync(cancellation);
        await book.DisposeAsync();
        book = null;
        // The archive writes its list of entries when it is disposed of, which is held until now.
        await stream.FlushAsync(cancellation);
    }

    public override ValueTask DisposeAsync() => book?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static DataCell Cell(double cell, ColumnKind kind) => kind switch
    {
        _ when !double.IsFinite(cell) => default,
        ColumnKind.Quality => new DataCell(ExportColumn.QualityWord(cell)),
        ColumnKind.Whole => new DataCell((long)cell),
        _ => new DataCell(cell),
    };

    private async ValueTask AddToNextSheetAsync(CancellationToken cancellation)
    {
        await AddSheetAsync(cancellation);
        await book!.AddRowAsync(row, cancellation);
    }

    private async ValueTask AddSheetAsync(CancellationToken cancellation)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        options.Column(1).Width = TimeWidth;
        await book!.StartWorksheetAsync($"history {(++sheets).ToString(CultureInfo.InvariantCulture)}", options, cancellation);
        await book.AddRowAsync([.. columns.Select(c => new DataCell(c.Header)).Prepend(new DataCell("time (UTC)"))], cancellation);
    }
}
