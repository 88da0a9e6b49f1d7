using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>
/// A kitchen or workshop that lives: readings and the clock go in, transitions (<see cref="Edges"/>) and a board come out. Decides, and does nothing:
/// who calls it writes the edges before telling anyone. Not thread-safe. Times are Unix milliseconds, UTC; <c>now</c> is the clock's.
/// </summary>
public sealed class Area
{
    /// <summary>How long after the area itself was away devices have to come back, and missed readings to be given again, before the clock decides; milliseconds.</summary>
    private const long ReturnGrace = 5_000;

    private readonly Plan plan;
    private readonly AreaId id;
    private readonly SignalWatch[] watches;
    private readonly BoardClock clock = new();
    private readonly GateTable gates;
    private readonly HashSet<string> offline = new(StringComparer.Ordinal);
    private readonly List<AlarmEdge> edges = [];
    private readonly int firstSignal;
    private long watchedFrom;

    /// <param name="id">An area of the plan.</param>
    /// <param name="state">What was kept of it; null: it has never been watched.</param>
    /// <param name="activation">Tells this life of the area from another.</param>
    public Area(Plan plan, AreaId id, AreaState? state, Guid activation, long now)
    {
        (this.plan, this.id) = (plan, id);
        var signals = plan.SignalsOf.GetValueOrDefault(id, []);
        firstSignal = signals.IsEmpty ? 0 : signals[0].Number;
        watches = [.. signals.Select(s => new SignalWatch(s, plan.Version, clock, edges))];
        gates = new GateTable(watches);
        watchedFrom = now;
        Board = new Board(activation, clock, watches);
        if (state is not null)
        {
            AreaMemory.Restore(watches, state, edges, now);
            gates.Restore(now);
        }

        Tick(now);
    }

    /// <summary>Transitions that nobody has taken yet, oldest first. The caller writes them and then clears the list.</summary>
    public IReadOnlyList<AlarmEdge> Edges => edges;

    public Board Board { get; }

    /// <summary>Live readings that moved no alarm because a newer one, or the same, had been seen.</summary>
    public long LateOrDuplicate { get; private set; }

    public void ClearEdges() => edges.Clear();

    /// <param name="readings">In the order of receipt; those of other areas are an error of the caller.</param>
    /// <exception cref="IndexOutOfRangeException">A reading's signal isn't this area's.</exception>
    public void Take(ReadOnlySpan<Reading> readings, long now)
    {
        clock.Advance();
        if (IsDisordered(readings))
        {
            readings = readings.ToArray().OrderBy(r => r.Time).ToArray();
        }

        foreach (ref readonly var reading in readings)
        {
            if (reading.Origin == Origin.Live)
            {
                Take(reading, now);
            }
        }
    }

    public void Take(EquipmentStatus status, long now)
    {
        clock.Advance();
        if (status.Online ? offline.Remove(status.Equipment) : offline.Add(status.Equipment))
        {
            Tick(now);
        }
    }

    /// <summary>What the clock alone decides; call it about once a second.</summary>
    public void Tick(long now)
    {
        clock.Advance();
        watchedFrom = Math.Min(watchedFrom, now);
        foreach (var watch in watches)
        {
            watch.Tick(watchedFrom, now >= watchedFrom + ReturnGrace, now, !offline.Contains(watch.Signal.Equipment.Id));
        }
    }

    /// <returns>The alarm as it is now and whether this call acknowledged it; null: there is no such alarm, or it is over.</returns>
    public (Alarm Alarm, bool Done)? Acknowledge(string alarmId, string by, string? note, long now)
    {
        clock.Advance();
        var slot = watches.SelectMany(w => w.Slots).FirstOrDefault(s => s.Alarm?.Id == alarmId && !s.IsOver);
        if (slot is null)
        {
            return null;
        }

        var done = slot.Acknowledge(by, note, now);
        return (slot.Alarm!, done);
    }

    /// <param name="cursors">For each reading store by id: up to where this area has decided its readings.</param>
    public AreaState Capture(ImmutableDictionary<string, long> cursors, long now) => AreaMemory.Capture(plan.Version, watches, cursors, now);

    public AreaSummary Summarise(long now) => Board.Summarise(id, now);

    private void Take(in Reading reading, long now)
    {
        var watch = watches[reading.Signal - firstSignal];
        if (!watch.Take(reading, now))
        {
            LateOrDuplicate++;
            return;
        }

        if (offline.Count > 0)
        {
            offline.Remove(watch.Signal.Equipment.Id);
        }

        gates.Follow(watch, now);
    }

    private bool IsDisordered(ReadOnlySpan<Reading> readings)
    {
        var disordered = false;
        foreach (ref readonly var reading in readings)
        {
            var watch = watches[reading.Signal - firstSignal];
            disordered |= reading.Time < watch.BatchTime;
            watch.BatchTime = reading.Time;
        }

        foreach (ref readonly var reading in readings)
        {
            watches[reading.Signal - firstSignal].BatchTime = 0;
        }

        return disordered;
    }
}
