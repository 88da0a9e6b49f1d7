using Parquet;
using Parquet.Schema;

namespace Monitoring.Server.Exports;

/// <summary>Writes one column of a group after another from the same memory: its values that aren't null, and for each row whether it has one.</summary>
internal sealed class ParquetColumn(int rows)
{
    private const int Missing = 0;
    private const int Present = 1;

    private readonly int[] levels = new int[rows];
    private readonly double[] numbers = new double[rows];
    private readonly long[] wholes = new long[rows];
    private readonly ReadOnlyMemory<char>[] words = new ReadOnlyMemory<char>[rows];

    /// <param name="cells">What isn't finite becomes null.</param>
    public Task WriteAsync(ParquetRowGroupWriter group, DataField field, ColumnKind kind, ReadOnlyMemory<double> cells, CancellationToken cancellation)
    {
        switch (kind)
        {
            case ColumnKind.Quality:
                return WriteAsync(group, field, words, c => ExportColumn.QualityWord(c).AsMemory(), cells, cancellation);
            case ColumnKind.Whole:
                return WriteAsync(group, field, wholes, c => (long)c, cells, cancellation);
            default:
                return WriteAsync(group, field, numbers, c => c, cells, cancellation);
        }
    }

    private Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, T[] values, Func<double, T> valueOf, ReadOnlyMemory<double> cells, CancellationToken cancellation)
        where T : struct
    {
        var span = cells.Span;
        var count = 0;
        for (var i = 0; i < span.Length; i++)
        {
            var isPresent = double.IsFinite(span[i]);
            levels[i] = isPresent ? Present : Missing;
            if (isPresent)
            {
                values[count++] = valueOf(span[i]);
            }
        }

        return group.WriteAllPartsAsync<T>(field, values.AsMemory(0, count), levels.AsMemory(0, span.Length), null, cancellation);
    }
}
