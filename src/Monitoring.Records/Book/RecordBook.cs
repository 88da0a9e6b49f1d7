using Microsoft.Data.Sqlite;
using Monitoring.Domain.Audit;

namespace Monitoring.Records.Book;

/// <summary>The open <c>records.db</c> of the one writer. Not for two threads.</summary>
internal sealed class RecordBook : IDisposable
{
    private const string ReadHead = "SELECT number, hash FROM alarm_edge ORDER BY number DESC LIMIT 1";

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private SqliteTransaction? transaction;

    private RecordBook(SqliteConnection connection) => this.connection = connection;

    /// <summary>
    /// The last entry of the journal's chain. What a failed transaction added to it is never used: the book is closed then, and the next one reads it from the file.
    /// </summary>
    public ChainHead Head { get; set; } = ChainHead.None;

    /// <summary>Opens the file and makes it, with its directory, if it isn't there; one of an older program is brought up to date, wholly or not at all.</summary>
    /// <exception cref="InvalidDataException">A newer program has written it, or an older one what this program doesn't understand.</exception>
    public static RecordBook Open(string file, Upgrade upgrade)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString());
        var book = new RecordBook(connection);
        try
        {
            connection.Open();
            book.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;");
            book.InTransaction(() => upgrade.Apply(book, file));
            book.Read(ReadHead, row => book.Head = new ChainHead(row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
            return book;
        }
        catch
        {
            book.Dispose();
            throw;
        }
    }

    /// <summary>Writes all of it in one transaction, durable on return, or nothing.</summary>
    public void Write(List<PendingCommit> commits) => InTransaction(() => commits.ForEach(c => c.WriteTo(this)));

    /// <param name="sql">A constant, with parameters ?1, ?2…; prepared once.</param>
    public void Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <param name="sql">A constant, with parameters ?1, ?2…; prepared once.</param>
    /// <returns>The first value of the first row; null: there is none.</returns>
    public object? Ask(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar();

    /// <summary>Gives each row to <paramref name="take"/>, which may write meanwhile.</summary>
    public void Read(string sql, Action<SqliteDataReader> take)
    {
        using var rows = Prepare(sql, []).ExecuteReader();
        while (rows.Read())
        {
            take(rows);
        }
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private void InTransaction(Action write)
    {
        using var open = transaction = connection.BeginTransaction(deferred: false);
        try
        {
            write();
            open.Commit();
        }
        finally
        {
            transaction = null;
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i + 1}" });
            }
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
