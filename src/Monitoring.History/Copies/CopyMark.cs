using Microsoft.Data.Sqlite;
using Monitoring.History.Store;

namespace Monitoring.History.Copies;

/// <summary>How far a copy has come, in the store's own file: written with what was copied.</summary>
internal static class CopyMark
{
    /// <summary>How the marks of copies from InfluxDB begin, one for each signal.</summary>
    public const string FromInflux = "copy_from_influx:";

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

    /// <summary>The copy is whole: the next one begins from the beginning.</summary>
    public static void RemoveFromInflux(SqliteConnection connection) => Statement.Run(connection, $"DELETE FROM meta WHERE k LIKE '{FromInflux}%'");

    public static void Remove(SqliteConnection connection, string copy)
    {
        using var delete = new Statement(connection, "DELETE FROM meta WHERE k = ?").Bind(1, copy);
        delete.Execute();
    }
}
