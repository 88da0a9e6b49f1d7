using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitoring.History.Store;

/// <summary>A prepared statement without the ADO.NET layer, whose cost per row is more than the insert's own.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;

    public Statement(SqliteConnection connection, string sql)
    {
        db = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(db, sql, out statement));
    }

    /// <summary>Runs statements to their end. (The provider stops a pragma such as <c>incremental_vacuum</c> after its first step.)</summary>
    public static void Run(SqliteConnection connection, string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle!);

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var query = new Statement(connection, sql);
        return query.Step() ? query.Long(0) : 0;
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, index, value));
        return this;
    }

    /// <summary>NaN becomes NULL: a column can't hold it.</summary>
    public Statement Bind(int index, double value)
    {
        Check(double.IsNaN(value) ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_double(statement, index, value));
        return this;
    }

    public Statement Bind(int index, string value)
    {
        Check(raw.sqlite3_bind_text(statement, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, index, value));
        return this;
    }

    /// <returns>True: there is a row.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        SqliteException.ThrowExceptionForRC(result, db);
        return false;
    }

    /// <summary>Runs it with the values bound; ready for the next.</summary>
    public void Execute()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ready to be stepped again. (What went wrong in the last step was thrown there.)</summary>
    public void Reset() => _ = raw.sqlite3_reset(statement);

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>NULL is NaN.</summary>
    public double Double(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? double.NaN : raw.sqlite3_column_double(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, db);
        }
    }
}
