using System.Collections.Immutable;
using System.Globalization;
using Monitoring.Domain.Signals;
using Parquet;
using Parquet.Schema;

namespace Monitoring.Server.Exports;

/// <summary>
/// Typed columns for programs that reckon: the time as a timestamp (UTC, milliseconds), numbers that may be null, the quality as a word. Rows are gathered into groups;
/// of each group that is written, the format itself keeps 0.6 kB a column in memory until the file's end, where it lists them.
/// </summary>
internal sealed class ParquetFile : ExportFile
{
    /// <summary>Gathered cells, of 8 bytes.</summary>
    private const int MostCells = 2_000_000;
    private const int PooledBytes = 1024 * 1024;

    private readonly ExportQuestion question;
    private readonly ImmutableArray<ExportColumn> columns;
    private readonly Stream stream;
    private readonly DataField[] fields;
    private readonly DateTime[] times;
    private readonly double[][] gathered;
    private readonly ParquetColumn scratch;
    private ParquetWriter? writer;
    private int rows;

    public ParquetFile(ExportQuestion question, ImmutableArray<ExportColumn> columns, Stream stream, int rowsOfGroup)
    {
        (this.question, this.columns, this.stream) = (question, columns, stream);
        fields = [new DateTimeDataField("time", DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, isNullable: false), .. columns.Select(FieldOf)];
        times = new DateTime[Math.Clamp(MostCells / fields.Length, 1, rowsOfGroup)];
        gathered = [.. columns.Select(_ => new double[times.Length])];
        scratch = new ParquetColumn(times.Length);
    }

    public override async ValueTask BeginAsync(CancellationToken cancellation)
    {
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Snappy,
            MaximumSmallPoolFreeBytes = PooledBytes,
            MaximumLargePoolFreeBytes = PooledBytes,
        };
        foreach (var column in columns.Where(c => c.Kind == ColumnKind.Quality))
        {
            options.ColumnEncodingHints[column.Header] = EncodingHint.Dictionary;
        }

        writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields.Cast<Field>()), stream, options, cancellationToken: cancellation);
        writer.CustomMetadata = Metadata();
    }

    public override ValueTask AddAsync(long time, ReadOnlySpan<double> cells, CancellationToken cancellation)
    {
        times[rows] = DateTime.UnixEpoch.AddMilliseconds(time);
        for (var i = 0; i < cells.Length; i++)
        {
            gathered[i][rows] = cells[i];
        }

        return ++rows == times.Length ? WriteGroupAsync(cancellation) : ValueTask.CompletedTask;
    }

    public override async ValueTask EndAsync(CancellationToken cancellation)
    {
        if (rows > 0)
        {
            await WriteGroupAsync(cancellation);
        }

        await writer!.DisposeAsync();
    }

    /// <summary>Leaves a writer whose file hasn't ended as it is: to dispose of it is to write the footer, with which a part would look like the whole. It holds only memory.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask WriteGroupAsync(CancellationToken cancellation)
    {
        using (var group = writer!.CreateRowGroup())
        {
            await group.WriteAsync<DateTime>(fields[0], times.AsMemory(0, rows), cancellationToken: cancellation);
            for (var i = 0; i < columns.Length; i++)
            {
                await scratch.WriteAsync(group, fields[i + 1], columns[i].Kind, gathered[i].AsMemory(0, rows), cancellation);
            }

            group.CompleteValidate();
        }

        rows = 0;
    }

    private Dictionary<string, string> Metadata()
    {
        var metadata = question.Signals.ToDictionary(s => $"unit:{s.Address}", s => s.Plan.Unit.Symbol());
        metadata["from"] = question.From.ToString(CultureInfo.InvariantCulture);
        metadata["to"] = question.To.ToString(CultureInfo.InvariantCulture);
        metadata["resolution"] = question.Resolution switch
        {
            ExportResolution.Minute => "minute",
            ExportResolution.Hour => "hour",
            _ => "raw",
        };
        return metadata;
    }

    private static DataField FieldOf(ExportColumn column) => column.Kind switch
    {
        ColumnKind.Quality => new DataField<string>(column.Header, true),
        ColumnKind.Whole => new DataField<long>(column.Header, true),
        _ => new DataField<double>(column.Header, true),
    };
}
