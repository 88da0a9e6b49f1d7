using Monitoring.History.Store;

namespace Monitoring.History.Influx;

/// <summary>Up to which number the journal of alarms has come to InfluxDB. Kept in the reading store; a kill may set it back, never forward.</summary>
internal sealed class JournalCursor(ReadingStore store)
{
    private const string Key = "influx_alarms";

    private long? known;

    public async Task<long> ReadAsync(CancellationToken cancellation) => known ??= await Task.Run(Read, cancellation);

    /// <summary>Durable when the task ends.</summary>
    public async Task WriteAsync(long number)
    {
        await store.Writer.WriteAsync(connection =>
        {
            using var write = new Statement(connection, $"INSERT INTO meta VALUES('{Key}', ?1) ON CONFLICT(k) DO UPDATE SET v = ?1");
            write.Bind(1, number).Execute();
        });
        known = number;
    }

    private long Read()
    {
        using var connection = store.File.OpenReader();
        return Statement.Scalar(connection, $"SELECT v FROM meta WHERE k = '{Key}'");
    }
}
