using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Grains.Ports;

/// <summary>The record book: transitions of alarms and what of an area must last. Durable when a commit's task has completed.</summary>
public interface IAlarmRecords
{
    /// <summary>The area's last state; null: never watched before.</summary>
    Task<AreaState?> LoadAsync(AreaId area, CancellationToken cancellation);

    /// <summary>Writes edges and state in one transaction. An edge that is there already (same alarm, kind, time and person) is kept as it is.</summary>
    /// <exception cref="IOException">Nothing was written (disk full, for example); the same commit may be tried again.</exception>
    Task CommitAsync(AreaId area, ImmutableArray<AlarmEdge> edges, AreaState state, CancellationToken cancellation);

    /// <summary>The journal, newest first.</summary>
    Task<JournalPage> QueryAsync(JournalQuery query, CancellationToken cancellation);

    /// <summary>The journal in the order in which it was written, for whoever follows it; fewer entries than asked for: there are no more yet.</summary>
    /// <param name="number">Entries after this <see cref="JournalEntry.Number"/>; 0: from the first.</param>
    /// <param name="limit">1 to 1,000.</param>
    Task<ImmutableArray<JournalEntry>> ReadAfterAsync(long number, int limit, CancellationToken cancellation);
}

/// <param name="From">Edges recorded at or after this: Unix milliseconds, UTC; null: from the beginning.</param>
/// <param name="To">Edges recorded before this; null: until now.</param>
/// <param name="Before">Continue after a page: its <see cref="JournalPage.Next"/>.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record JournalQuery(string? Facility, string? Area, string? AlarmId, long? From, long? To, long? Before, int Limit)
{
    /// <summary>Edges after which the alarm was in one of these states; empty: any.</summary>
    public ImmutableArray<AlarmState> States { get; init; } = [];

    /// <summary>Empty: any.</summary>
    public ImmutableArray<Priority> Priorities { get; init; } = [];

    /// <summary>Empty: any.</summary>
    public ImmutableArray<EdgeKind> Kinds { get; init; } = [];

    /// <summary>Beside what is asked for: only of one of these places; empty: of any.</summary>
    public ImmutableArray<JournalPlace> Places { get; init; } = [];

    /// <summary>In characters.</summary>
    public const int LongestText = 200;

    /// <summary>
    /// Words that must all occur, each as the beginning of a word of the equipment, signal, rule, person, note or corrective action, in either language; case and accents
    /// don't count. Null or blank: any; a text without a letter or digit finds nothing.
    /// </summary>
    public string? Text { get; init; }
}

/// <param name="Area">Null: the whole facility, with areas that the plan has lost.</param>
public readonly record struct JournalPlace(string Facility, string? Area);

/// <param name="Next">Give it as <see cref="JournalQuery.Before"/> for the next page; null: this was the last.</param>
public sealed record JournalPage(ImmutableArray<JournalEntry> Entries, long? Next);

/// <param name="Number">Grows with every entry of the record book.</param>
public sealed record JournalEntry(long Number, AreaId Area, AlarmEdge Edge);
