using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store.Shipping;

/// <summary>How far the readings have come on their way to InfluxDB.</summary>
internal sealed class ShippingState
{
    private const string Key = "influx_cursor";

    private long cursor;

    public ShippingState(SqliteConnection connection) => cursor = Statement.Scalar(connection, $"SELECT v FROM meta WHERE k = '{Key}'");

    public static bool IsKnown(SqliteConnection connection) => Statement.Scalar(connection, $"SELECT count(*) FROM meta WHERE k = '{Key}'") > 0;

    /// <summary>InfluxDB has taken every reading up to this sequence, or the slot that it is sealed in waits in <c>ship</c>.</summary>
    public long Cursor => Interlocked.Read(ref cursor);

    /// <summary>Call inside the writer's transaction; <see cref="Moved"/> once it is durable.</summary>
    public static void Write(SqliteConnection connection, long sequence)
    {
        using var write = new Statement(connection, $"INSERT INTO meta VALUES('{Key}', ?1) ON CONFLICT(k) DO UPDATE SET v = max(v, ?1)");
        write.Bind(1, sequence).Execute();
    }

    public void Moved(long sequence) => Interlocked.Exchange(ref cursor, Math.Max(Cursor, sequence));
}
