using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>
/// A kitchen or workshop that lives: readings, the clock and people's commands go in, transitions (<see cref="Edges"/>) and a board come out. Decides, and does
/// nothing: who calls it writes the edges before telling anyone. Not thread-safe. Times are Unix milliseconds, UTC; <c>now</c> is the clock's.
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
    private readonly PhaseBook phases;
    private readonly CommunicationWatch lines;
    private readonly ImmutableArray<AlarmSlot> slots;
    private readonly AreaActs acts;
    private readonly MarkBook marks;
    private readonly List<AlarmEdge> edges = [];
    private readonly int firstSignal;
    private long watchedFrom;

    /// <param name="id">An area of the plan.</param>
    /// <param name="state">What was kept of it; null: it has never been watched.</param>
    /// <param name="activation">Tells this life of the area from another.</param>
    public Area(Plan plan, AreaId id, AreaState? state, Guid activation, long now)
    {
        (this.plan, this.id, watchedFrom) = (plan, id, now);
        var signals = plan.SignalsOf.GetValueOrDefault(id, []);
        firstSignal = signals.IsEmpty ? 0 : signals[0].Number;
        watches = new SignalWatch[signals.Length];
        for (var i = 0; i < watches.Length; i++)
        {
            watches[i] = new SignalWatch(signals[i], plan.Version, clock, edges, Find);
        }

        gates = new GateTable(watches);
        phases = new PhaseBook(plan, id, watches, gates, edges);
        lines = new CommunicationWatch(plan.FindArea(id)!, watches, LostSlot);
        slots = [.. watches.SelectMany(w => w.Slots), .. lines.Slots];
        acts = new AreaActs(plan, id, slots, phases, edges);
        marks = new MarkBook(watches, lines, phases, clock);
        Board = new Board(activation, clock, watches, slots, marks);
        if (state is not null)
        {
            AreaMemory.Restore(watches, lines, state, edges, now);
            gates.Restore(now);
            phases.Restore(state.Phases, now);
        }

        Tick(now);
    }

    /// <summary>Transitions that nobody has taken yet, oldest first. The caller writes them and then clears the list.</summary>
    public IReadOnlyList<AlarmEdge> Edges => edges;

    public Board Board { get; }

    /// <summary>Alarms that aren't over.</summary>
    public ImmutableArray<Alarm> OpenAlarms => [.. slots.Where(s => !s.IsOver).Select(s => s.Alarm!)];

    /// <summary>Live readings that moved no alarm because a newer one, or the same, had been seen.</summary>
    public long LateOrDuplicate { get; private set; }

    /// <summary>Does a rule count now, by its gate?</summary>
    /// <param name="signal">Index in the area.</param>
    /// <param name="rule">Index in the signal's rules.</param>
    public bool Holds(int signal, int rule) => watches[signal].Limits[rule].Holds;

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
        if (lines.SetOnline(status.Equipment, status.Online, now))
        {
            Tick(now);
        }
    }

    /// <summary>What the clock alone decides; call it about once a second.</summary>
    public void Tick(long now)
    {
        clock.Advance();
        watchedFrom = Math.Min(watchedFrom, now);
        var settled = now >= watchedFrom + ReturnGrace;
        phases.Tick(now);
        foreach (var watch in watches)
        {
            Release(watch, now);
            watch.Missing.Listen(watchedFrom, now);
            watch.Overdue?.Listen(watchedFrom, now);
        }

        lines.Tick(settled, now);
        if (settled)
        {
            gates.Tick(now);
        }

        foreach (var watch in watches)
        {
            watch.Tick(settled, lines.IsOwnSilence(watch, now), lines.BackAt(watch), now, lines.IsOnline(watch));
        }

        marks.Review();
    }

    /// <summary>The clock was moved by so many milliseconds: a step that isn't time must not look like silence.</summary>
    public void ShiftClock(long by)
    {
        lines.ShiftClock(by);
        foreach (var watch in watches)
        {
            watch.Missing.Shift(by);
            watch.Overdue?.Shift(by);
        }
    }

    /// <summary>What a person does.</summary>
    public CommandResult Act(AlarmCommand command, long now)
    {
        clock.Advance();
        var result = acts.Do(command, now);
        marks.Review();
        return result;
    }

    /// <param name="cursors">For each reading store by id: up to where this area has decided its readings.</param>
    public AreaState Capture(ImmutableDictionary<string, long> cursors, long now) =>
        AreaMemory.Capture(plan.Version, watches, lines, cursors, now) with { Phases = phases.Capture() };

    public AreaSummary Summarise(long now) => Board.Summarise(id, now);

    private AlarmSlot LostSlot(string equipment) => new(
        new AlarmAddress(id, equipment, AlarmPlace.DeviceStatus), AlarmRules.CommunicationLost, AlarmKind.CommunicationLost, AlarmTerms.BuiltIn, plan.Version, clock, edges);

    private SignalWatch? Find(string equipment, string signal) => Array.Find(watches, w => w.Signal.Equipment.Id == equipment && w.Signal.Plan.Id == signal);

    private void Take(in Reading reading, long now)
    {
        var watch = watches[reading.Signal - firstSignal];
        if (watch.Reorder is not { } reorder || reading.Time <= watch.Last.Time)
        {
            Decide(watch, reading, now);
        }
        else if (reorder.Add(reading))
        {
            Release(watch, now);
        }
        else
        {
            LateOrDuplicate++;
        }
    }

    private void Release(SignalWatch watch, long now)
    {
        while (watch.Reorder is { } reorder && reorder.TryRelease(now, out var reading))
        {
            Decide(watch, reading, now);
        }
    }

    private void Decide(SignalWatch watch, in Reading reading, long now)
    {
        if (!watch.Decide(reading, now))
        {
            LateOrDuplicate++;
            return;
        }

        if (lines.AnyOffline)
        {
            lines.SetOnline(watch.Signal.Equipment.Id, true, now);
        }

        gates.Follow(watch, now);
        phases.Follow(watch, now);
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
