using System.Collections.Immutable;
using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>What an area tells: each signal's newest value and each alarm's newest state, under a version that grows with every step.</summary>
public sealed class Board
{
    private readonly Guid activation;
    private readonly BoardClock clock;
    private readonly SignalWatch[] watches;
    private readonly ImmutableArray<AlarmSlot> slots;
    private readonly MarkBook marks;

    internal Board(Guid activation, BoardClock clock, SignalWatch[] watches, ImmutableArray<AlarmSlot> slots, MarkBook marks) =>
        (this.activation, this.clock, this.watches, this.slots, this.marks) = (activation, clock, watches, slots, marks);

    public BoardVersion Version => new(activation, clock.Version);

    /// <param name="since">What the asker has; of another activation (or the default): everything is told.</param>
    /// <param name="edgeReceivedAt">For the alarms told, if any.</param>
    public BoardDelta Since(BoardVersion since, bool recordsBehind, long edgeReceivedAt)
    {
        // A slot can tell only its present occurrence: who hasn't seen the end of the one before would keep it on the screen for ever.
        var full = since.Activation != activation || since.Number > clock.Version || slots.Any(s => s.PreviousEndedAt > since.Number);
        var from = full ? -1 : since.Number;
        var changed = watches.Where(w => w.ChangedAt > from).ToArray();
        var alarms = slots.Where(s => s.Alarm is not null && s.ChangedAt > from && !(full && s.IsOver)).Select(s => s.Alarm!).ToImmutableArray();
        return new BoardDelta(
            Version,
            full,
            [.. changed.Select(w => w.Signal.IndexInArea)],
            [.. changed.Select(w => w.Last.Time == 0 ? double.NaN : w.Last.Value)],
            [.. changed.Select(w => w.Last.Time)],
            [.. changed.Select(w => w.Trust)],
            alarms,
            recordsBehind,
            alarms.IsEmpty ? 0 : edgeReceivedAt,
            marks.ChangedAt > from ? marks.Marks : null);
    }

    public AreaSummary Summarise(AreaId area, long now)
    {
        var open = slots.Where(s => !s.IsOver).Select(s => s.Alarm!).ToArray();
        var active = open.Where(a => a.IsActive && a.Silence is null).ToArray();
        var trusted = watches.Count(w => w.Trust is Trust.Good or Trust.Uncertain);
        var doubtful = watches.Count(w => w.Trust is Trust.Bad or Trust.Stale || (w.Trust == Trust.NoData && w.Signal.Plan.StaleAfter is not null));
        return new AreaSummary(
            area, now, active.Length, open.Count(a => a.Calls), active.Length == 0 ? null : active.Max(a => a.Priority), trusted, doubtful, open.Count(a => a.IsActive && a.Silence is not null));
    }
}

/// <summary>Counts the steps of an area: what changes in a step carries its number.</summary>
internal sealed class BoardClock
{
    public long Version { get; private set; }

    public void Advance() => Version++;
}
