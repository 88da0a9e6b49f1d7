using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store;

/// <summary>
/// How far readings have been deleted: before this slot, roll-ups are all that is known, and what comes late is added to them. And how far minutes have been, for room.
/// </summary>
internal static class RawMark
{
    public static long Read(SqliteConnection connection) => Statement.Scalar(connection, "SELECT v FROM meta WHERE k = 'raw_since'");

    public static long ReadMinutes(SqliteConnection connection) => Statement.Scalar(connection, "SELECT v FROM meta WHERE k = 'minutes_since'");

    public static void Write(SqliteConnection connection, long slot) =>
        Write(connection, "INSERT INTO meta VALUES('raw_since', ?1) ON CONFLICT(k) DO UPDATE SET v = max(v, ?1)", slot);

    public static void WriteMinutes(SqliteConnection connection, long slot) =>
        Write(connection, "INSERT INTO meta VALUES('minutes_since', ?1) ON CONFLICT(k) DO UPDATE SET v = max(v, ?1)", slot);

    private static void Write(SqliteConnection connection, string sql, long slot)
    {
        using var write = new Statement(connection, sql);
        write.Bind(1, slot).Execute();
    }
}
