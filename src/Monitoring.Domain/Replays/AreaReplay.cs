using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Replays;

/// <summary>
/// What some rules would have raised, decided by the very <see cref="Area"/> that decides live, from stored readings in the order of their time. The readings'
/// own time is the clock, which ticks once a second wherever a tick can change anything. Every alarm is acknowledged at once, so that each occurrence counts.
/// </summary>
public sealed class AreaReplay
{
    private const long Second = 1_000;

    private static readonly Actor Nobody = new("replay", Role.Operator);

    private readonly ReplayScope scope;
    private readonly Area area;
    private readonly Action<int, ReplayedAlarm> told;
    private readonly ImmutableArray<RuleTrack> tracks;
    private readonly long countFrom;
    private readonly bool everyTickMatters;
    private readonly long[] heardAt;
    private readonly long[] heldFor;
    private readonly Reading[] one = new Reading[1];
    private long ticked;

    /// <summary>Called after each live reading of the target, with whether each rule (by its index in <see cref="ReplayScope.Rules"/>) counted then.</summary>
    public Action<Reading, ReadOnlySpan<bool>>? Watched { get; init; }

    /// <param name="from">When it begins: Unix milliseconds, UTC; not after the first reading.</param>
    /// <param name="countFrom">Alarms raised before this are only warming up: what had begun by then is known, and isn't told.</param>
    /// <param name="told">Given each alarm when it has returned or the replay has ended, with its rule's index in <see cref="ReplayScope.Rules"/>; in order for each rule.</param>
    public AreaReplay(ReplayScope scope, long from, long countFrom, Action<int, ReplayedAlarm> told)
    {
        (this.scope, this.countFrom, this.told) = (scope, countFrom, told);
        area = new Area(scope.Plan, scope.Area, null, Guid.Empty, from);
        tracks = [.. scope.Rules.Select(r => new RuleTrack(r))];
        everyTickMatters = TicksAlways(scope);
        heardAt = new long[scope.Signals.Length];
        heldFor = [.. scope.Plan.Signals.Select(s => Coverage.GapAfter(s.Plan))];
        ticked = from;
    }

    /// <param name="reading">Its signal is an index in <see cref="ReplayScope.Signals"/>; not earlier than the one before.</param>
    public void Take(in Reading reading)
    {
        TickUntil(reading.Time);
        if (reading.Origin == Origin.Live)
        {
            heardAt[reading.Signal] = reading.Time;
            if (reading.Signal == scope.Target && reading.Quality != Quality.Bad)
            {
                foreach (var track in tracks)
                {
                    track.Observe(reading.Time, reading.Value);
                }
            }
        }

        one[0] = reading;
        area.Take(one, reading.Time);
        Drain();
        if (Watched is not null && reading.Signal == scope.Target && reading.Origin == Origin.Live)
        {
            Span<bool> holds = stackalloc bool[scope.Rules.Length];
            for (var i = 0; i < holds.Length; i++)
            {
                holds[i] = area.Holds(scope.Target, i);
            }

            Watched(reading, holds);
        }
    }

    /// <summary>Lets the clock run to the end and tells what is still active.</summary>
    public void End(long at)
    {
        TickUntil(at);
        for (var i = 0; i < tracks.Length; i++)
        {
            if (tracks[i].Close(at) is { } alarm)
            {
                Tell(i, alarm);
            }
        }
    }

    /// <summary>Phases, opening hours, held-back readings and the trust in a twin move with the clock; all else only when a value goes on standing.</summary>
    private static bool TicksAlways(ReplayScope scope) =>
        scope.Rules.Any(r => r.Of is DifferenceTo || r.While is PhaseGate || r.SuppressWhile is PhaseGate) || scope.Signals.Any(s => s.Plan.ReorderWindow > TimeSpan.Zero);

    private void TickUntil(long time)
    {
        for (var next = ticked - (ticked % Second) + Second; next < time; next += Second)
        {
            ticked = next;
            if (everyTickMatters || IsHeld(next))
            {
                area.Tick(next);
                Drain();
            }
        }
    }

    /// <summary>A signal's last value stands in for a reading that hasn't come: only then can the clock let a delay run out.</summary>
    private bool IsHeld(long now)
    {
        for (var i = 0; i < heardAt.Length; i++)
        {
            var held = now - heardAt[i] - Coverage.Grace;
            if (held > 0 && held - Second <= heldFor[i])
            {
                return true;
            }
        }

        return false;
    }

    private void Drain()
    {
        var count = area.Edges.Count;
        if (count == 0)
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            Follow(area.Edges[i]);
        }

        for (var i = 0; i < count; i++)
        {
            if (area.Edges[i] is { Kind: EdgeKind.Raised or EdgeKind.LevelChanged, Alarm: { NeedsAcknowledgement: true } alarm } edge && IndexOf(alarm) >= 0)
            {
                area.Act(new Acknowledge(alarm.Id, Nobody, null), edge.RecordedAt);
            }
        }

        area.ClearEdges();
    }

    private void Follow(AlarmEdge edge)
    {
        var rule = IndexOf(edge.Alarm);
        if (rule >= 0 && tracks[rule].Take(edge) is { } alarm)
        {
            Tell(rule, alarm);
        }
    }

    private void Tell(int rule, in ReplayedAlarm alarm)
    {
        if (alarm.Raised >= countFrom)
        {
            told(rule, alarm);
        }
    }

    private int IndexOf(Alarm alarm)
    {
        var target = scope.Signals[scope.Target];
        if (alarm.Signal != target.Plan.Id || alarm.Equipment != target.Equipment.Id)
        {
            return -1;
        }

        for (var i = 0; i < scope.Rules.Length; i++)
        {
            if (scope.Rules[i].Id == alarm.Rule)
            {
                return i;
            }
        }

        return -1;
    }
}
