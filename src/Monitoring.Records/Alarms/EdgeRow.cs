using System.Text.Json;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Records.Book;

namespace Monitoring.Records.Alarms;

/// <summary>What the journal keeps of an edge.</summary>
/// <param name="Number">Null: the next.</param>
/// <param name="Alarm">As JSON.</param>
internal sealed record EdgeRow(long? Number, AreaId Area, AlarmEdge Edge, string Alarm, string Words, string Marks)
{
    private const string Insert = """
        INSERT INTO alarm_edge(number, facility, area, alarm_id, kind, at, recorded_at, "by", note, origin, state, priority, alarm, hash)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING RETURNING number
        """;

    private const string InsertWords = "INSERT INTO alarm_words(rowid, words, marks) VALUES(?1, ?2, ?3)";

    public static EdgeRow Of(AreaId area, AlarmEdge edge, JournalWords words) =>
        new(null, area, edge, JsonSerializer.Serialize(edge.Alarm, RecordsJson.Default.Alarm), words.Of(area, edge), JournalMarks.Of(area, edge));

    /// <returns>False: it was there before, and stays as it is.</returns>
    public bool Write(RecordBook book)
    {
        var chained = new ChainedEdge(
            Number ?? book.Head.Number + 1, Area.Facility, Area.Area, Edge.Alarm.Id, Edge.Kind.ToString(), Edge.At, Edge.RecordedAt, Edge.By, Edge.Note, Edge.From,
            Edge.Alarm.State.ToString(), Edge.Alarm.Priority.ToString(), Alarm);
        var head = book.Head.Add(chained.Number, chained.Canonical);
        var inserted = book.Ask(
            Insert, chained.Number, chained.Facility, chained.Area, chained.AlarmId, chained.Kind, chained.At, chained.RecordedAt, chained.By, chained.Note, chained.From,
            chained.State, chained.Priority, chained.Alarm, head.Hash);
        if (inserted is null)
        {
            return false;
        }

        book.Head = head;
        book.Run(InsertWords, head.Number, Words, Marks);
        Span.Note(book, Span.Journal, head.Number, Edge.RecordedAt);
        return true;
    }
}
