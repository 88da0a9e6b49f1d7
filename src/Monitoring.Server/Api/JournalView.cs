using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Api;

/// <param name="Next">Give it as <c>before</c> for the next page; null: this was the last.</param>
internal sealed record JournalView(JournalEntryView[] Entries, long? Next);

/// <param name="From">From where a person did it; null: nobody did, or nobody knows.</param>
internal sealed record JournalEntryView(
    long Number, string Facility, string Area, EdgeKind Kind, long At, long RecordedAt, string? By, string? From, string? Note, AlarmView Alarm)
{
    public static JournalEntryView Of(JournalEntry entry, Plan plan) => new(
        entry.Number,
        entry.Area.Facility,
        entry.Area.Area,
        entry.Edge.Kind,
        entry.Edge.At,
        entry.Edge.RecordedAt,
        entry.Edge.By,
        entry.Edge.From,
        entry.Edge.Note,
        AlarmView.Of(entry.Edge.Alarm, entry.Area, plan));
}
