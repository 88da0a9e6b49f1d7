using Parquet;
using Parquet.Schema;

namespace Monitoring.Tests.Server.Exports;

/// <summary>A Parquet file read whole: its columns by name, in their order.</summary>
internal sealed record ParquetTable(ParquetSchema Schema, int Groups, Dictionary<string, string> Metadata, Dictionary<string, object?[]> Columns)
{
    public static async Task<ParquetTable> ReadAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        await using var reader = await ParquetReader.CreateAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        var columns = reader.Schema.DataFields.ToDictionary(f => f.Name, _ => new List<object?>());
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            foreach (var field in reader.Schema.DataFields)
            {
                columns[field.Name].AddRange(await ReadAsync(group, field));
            }
        }

        return new ParquetTable(reader.Schema, reader.RowGroupCount, reader.CustomMetadata, columns.ToDictionary(c => c.Key, c => c.Value.ToArray()));
    }

    private static async Task<IEnumerable<object?>> ReadAsync(ParquetRowGroupReader group, DataField field)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var words = new string?[group.RowCount];
            await group.ReadAsync(field, words.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
            return words;
        }

        return field.ClrType == typeof(double) ? await ReadAsync<double>(group, field)
            : field.ClrType == typeof(long) ? await ReadAsync<long>(group, field)
            : await ReadTimesAsync(group, field);
    }

    private static async Task<IEnumerable<object?>> ReadAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        var values = new T?[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        return values.Cast<object?>();
    }

    private static async Task<IEnumerable<object?>> ReadTimesAsync(ParquetRowGroupReader group, DataField field)
    {
        var values = new DateTime[group.RowCount];
        await group.ReadAsync<DateTime>(field, values.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        return values.Cast<object?>();
    }
}
