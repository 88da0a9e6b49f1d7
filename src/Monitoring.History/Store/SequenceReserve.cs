using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store;

/// <summary>
/// A sequence is handed out before its reading is durable, and somebody may remember it (a grain's cursor) although the reading is lost in a crash. So none is ever
/// handed out twice: the file says how far they may have gone, and a restart begins behind that.
/// </summary>
internal sealed class SequenceReserve
{
    /// <summary>More than can be queued: see <see cref="ReadingStore.LargestAppend"/> and <see cref="HistoryOptions.QueueBound"/>.</summary>
    private readonly long ahead;
    private long reserved;

    public SequenceReserve(SqliteConnection connection, HistoryOptions options)
    {
        ahead = 2L * (options.QueueBound + (4 * ReadingStore.LargestAppend));
        var last = Statement.Scalar(connection, "SELECT coalesce(max(seq), 0) FROM hot");
        Next = Math.Max(last, Statement.Scalar(connection, "SELECT v FROM meta WHERE k = 'sequence_reserved'")) + 1;
        reserved = Next + ahead;
        Statement.Run(connection, $"UPDATE meta SET v = {reserved} WHERE k = 'sequence_reserved'");
    }

    /// <summary>The first sequence of this run.</summary>
    public long Next { get; }

    /// <summary>What must be written with a commit that ends with this sequence; null: enough is reserved.</summary>
    public long? Due(long last) => reserved - last < ahead / 2 ? last + ahead : null;

    public void Written(long last) => reserved = Due(last) ?? reserved;
}
