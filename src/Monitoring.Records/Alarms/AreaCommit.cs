using System.Collections.Immutable;
using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Records.Book;

namespace Monitoring.Records.Alarms;

/// <summary>What an area has decided, and its state.</summary>
internal sealed class AreaCommit(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state, JournalWords words) : PendingCommit
{
    private const string WriteState =
        "INSERT INTO area_state(facility, area, state) VALUES(?1, ?2, ?3) ON CONFLICT(facility, area) DO UPDATE SET state = excluded.state";

    private readonly ImmutableArray<EdgeRow> rows = [.. edges.Select(e => EdgeRow.Of(area, e, words))];

    private readonly string state = JsonSerializer.Serialize(state, RecordsJson.Default.AreaState);

    protected override int Write(RecordBook book)
    {
        var written = rows.Count(row => row.Write(book));
        book.Run(WriteState, area.Facility, area.Area, state);
        return written;
    }

    protected override void Count(int written) => RecordsMetrics.Edges.Add(written);
}
