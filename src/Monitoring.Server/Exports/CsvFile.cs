using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Monitoring.Server.Exports;

/// <summary>
/// RFC 4180: commas, a decimal point, <c>\r\n</c>; UTF-8 without a byte order mark. Programs are who take CSV, and most take the mark for a part of the first header;
/// for a person's Excel, which where a comma is decimal expects other separators anyway, there is XLSX.
/// </summary>
internal sealed class CsvFile(ImmutableArray<ExportColumn> columns, Stream stream) : ExportFile
{
    /// <summary>No cell but a header is longer: a double takes 24 characters.</summary>
    private const int LongestCell = 32;

    private readonly byte[] buffer = new byte[Math.Max(64 * 1024, (columns.Length + 2) * LongestCell)];
    private int used;

    public override async ValueTask BeginAsync(CancellationToken cancellation)
    {
        var headers = string.Join(',', columns.Select(c => Text(c.Header)).Prepend("time"));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(headers + "\r\n"), cancellation);
    }

    public override ValueTask AddAsync(long time, ReadOnlySpan<double> cells, CancellationToken cancellation)
    {
        DateTime.UnixEpoch.AddMilliseconds(time).TryFormat(buffer.AsSpan(used), out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        used += written;
        for (var i = 0; i < cells.Length; i++)
        {
            buffer[used++] = (byte)',';
            if (double.IsFinite(cells[i]))
            {
                used += Write(cells[i], columns[i].Kind, buffer.AsSpan(used));
            }
        }

        "\r\n"u8.CopyTo(buffer.AsSpan(used));
        used += 2;
        return buffer.Length - used < (columns.Length + 2) * LongestCell ? SendAsync(cancellation) : ValueTask.CompletedTask;
    }

    public override ValueTask EndAsync(CancellationToken cancellation) => SendAsync(cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A spreadsheet takes text that begins like a formula for one, quoted or not; an apostrophe makes it text.</summary>
    internal static string Text(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static int Write(double cell, ColumnKind kind, Span<byte> target)
    {
        if (kind == ColumnKind.Quality)
        {
            return Encoding.ASCII.GetBytes(ExportColumn.QualityWord(cell), target);
        }

        cell.TryFormat(target, out var written, provider: CultureInfo.InvariantCulture);
        return written;
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        await stream.WriteAsync(buffer.AsMemory(0, used), cancellation);
        used = 0;
    }
}
