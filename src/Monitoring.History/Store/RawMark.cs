using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store;

/// <summary>How far readings have been deleted: before this slot, roll-ups are all that is known, and what comes late is added to them.</summary>
internal static class RawMark
{
    public static long Read(SqliteConnection connection) => Statement.Scalar(connection, "SELECT v FROM meta WHERE k = 'raw_since'");

    public static void Write(SqliteConnection connection, long slot)
    {
        using var write = new Statement(connection, "INSERT INTO meta VALUES('raw_since', ?1) ON CONFLICT(k) DO UPDATE SET v = max(v, ?1)");
        write.Bind(1, slot).Execute();
    }
}
