using System.Collections.Immutable;

namespace Monitoring.Server.Exports;

/// <summary>How much a format holds at once; tests make it small.</summary>
/// <param name="RowsOfSheet">With the header; more than a sheet of Excel has room for can't be opened.</param>
/// <param name="RowsOfGroup">That a Parquet file gathers before it writes their columns; fewer if the columns are many.</param>
internal sealed record ExportSizes(int RowsOfSheet = 1_048_576, int RowsOfGroup = 50_000);

/// <summary>
/// A file that is written row by row to a stream that only goes forward. It is whole once it has ended: disposed of before that, it stays broken, and every reader
/// of its format, or of the download, can tell.
/// </summary>
internal abstract class ExportFile : IAsyncDisposable
{
    public static ExportFile Of(ExportQuestion question, ImmutableArray<ExportColumn> columns, ForwardStream stream, ExportSizes sizes) => question.Format switch
    {
        ExportFormat.Csv => new CsvFile(columns, stream),
        ExportFormat.Parquet => new ParquetFile(question, columns, stream, sizes.RowsOfGroup),
        _ => new XlsxFile(columns, stream, sizes.RowsOfSheet),
    };

    public abstract ValueTask BeginAsync(CancellationToken cancellation);

    /// <param name="time">Unix milliseconds, UTC; later than that of the row before.</param>
    /// <param name="cells">One for each column; what isn't finite is left empty.</param>
    public abstract ValueTask AddAsync(long time, ReadOnlySpan<double> cells, CancellationToken cancellation);

    public abstract ValueTask EndAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
