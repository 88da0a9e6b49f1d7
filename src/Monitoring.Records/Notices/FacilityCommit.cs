using System.Collections.Immutable;
using System.Text.Json;
using Monitoring.Domain.Escalation;
using Monitoring.Records.Book;

namespace Monitoring.Records.Notices;

/// <summary>What a facility has sent, or is about to send, and its state.</summary>
internal sealed class FacilityCommit(string facility, ImmutableArray<Delivery> deliveries, EscalationState state) : PendingCommit
{
    private const string Insert = """
        INSERT INTO delivery(facility, notice_id, attempt, outcome, at, answer, notice) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING RETURNING number
        """;

    private const string InsertAlarm = "INSERT INTO delivery_alarm(alarm_id, number) VALUES(?1, ?2) ON CONFLICT DO NOTHING";

    private const string WriteState =
        "INSERT INTO facility_state(facility, state) VALUES(?1, ?2) ON CONFLICT(facility) DO UPDATE SET state = excluded.state";

    private readonly ImmutableArray<(Delivery Delivery, string Notice)> rows =
        [.. deliveries.Select(d => (d, JsonSerializer.Serialize(d.Notice, RecordsJson.Default.Notice)))];

    private readonly string state = JsonSerializer.Serialize(state, RecordsJson.Default.EscalationState);

    protected override int Write(RecordBook book)
    {
        var written = rows.Count(row => Write(book, row.Delivery, row.Notice));
        book.Run(WriteState, facility, state);
        return written;
    }

    protected override void Count(int written) => RecordsMetrics.Deliveries.Add(written);

    private bool Write(RecordBook book, Delivery delivery, string notice)
    {
        if (book.Ask(Insert, facility, delivery.Notice.Id, delivery.Attempt, delivery.Outcome.ToString(), delivery.At, delivery.Answer, notice) is not long number)
        {
            return false;
        }

        foreach (var alarm in delivery.Notice.Alarms)
        {
            book.Run(InsertAlarm, alarm, number);
        }

        Span.Note(book, Span.Deliveries, number, delivery.At);
        return true;
    }
}
