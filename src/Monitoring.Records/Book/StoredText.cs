using System.Data.Common;
using System.Text;

namespace Monitoring.Records.Book;

/// <summary>Text from its stored bytes, strictly: reading it as text would put a replacement for what isn't UTF-8, and a change there would be overlooked.</summary>
internal static class StoredText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="column">Read with <c>CAST(… AS BLOB)</c>.</param>
    /// <exception cref="ArgumentException">It isn't UTF-8.</exception>
    public static string? Read(DbDataReader row, int column) => row.IsDBNull(column) ? null : Strict.GetString(row.GetFieldValue<byte[]>(column));
}
