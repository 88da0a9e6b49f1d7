using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Monitoring.Records.Book;

/// <summary>Reads <c>records.db</c> on read-only connections of its own, off the caller's turn.</summary>
internal sealed class RecordsReader(string file) : IDisposable
{
    private readonly string connectionString =
        new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 5 }.ToString();

    /// <exception cref="IOException">The file can't be read now.</exception>
    /// <exception cref="InvalidDataException">It holds what this program doesn't understand.</exception>
    public Task<T> ReadAsync<T>(Func<SqliteCommand, T> read, CancellationToken cancellation) => Task.Run(() => Read(read), cancellation);

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private T Read<T>(Func<SqliteCommand, T> read)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            return read(command);
        }
        catch (SqliteException e)
        {
            throw new IOException($"The record book can't be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The record book '{file}' holds what this program doesn't understand: {e.Message}", e);
        }
    }
}
