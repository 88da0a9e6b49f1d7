using Microsoft.Data.Sqlite;
using Monitoring.History.Store;

namespace Monitoring.History.Copies;

/// <summary>How far a copy has come, in the store's own file: written with what was copied.</summary>
internal static class CopyMark
{
    public static long? Read(SqliteConnection connection, string copy)
    {
        using var row = new Statement(connection, "SELECT v FROM meta WHERE k = ?").Bind(1, copy);
        return row.Step() ? row.Long(0) : null;
    }

    public static void Write(SqliteConnection connection, string copy, long reached)
    {
        using var write = new Statement(connection, "INSERT OR REPLACE INTO meta VALUES(?, ?)").Bind(1, copy).Bind(2, reached);
        write.Execute();
    }

    public static void Remove(SqliteConnection connection, string copy)
    {
        using var delete = new Statement(connection, "DELETE FROM meta WHERE k = ?").Bind(1, copy);
        delete.Execute();
    }
}
