using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>Which rules hold, or are silent, only while something else of their area is so: a signal's value, an equipment's phase.</summary>
internal sealed class GateTable
{
    private readonly Dictionary<SignalWatch, List<Follower>> bySignal = [];
    private readonly Dictionary<string, List<Follower>> byPhase = new(StringComparer.Ordinal);

    private delegate void Tell(bool open, long at, long now);

    private delegate void Lose(long at, long now);

    public GateTable(IReadOnlyCollection<SignalWatch> watches)
    {
        foreach (var watch in watches)
        {
            foreach (var limit in watch.Limits)
            {
                if (limit.Rule.While is { } gate)
                {
                    // Until its gate has spoken a rule is blind: it neither raises nor clears.
                    limit.AwaitGate();
                    Add(watches, gate, limit.FollowGate, (_, _) => limit.AwaitGate());
                }

                // What silences must be known to be so: a doubt, or nobody's knowing, silences nothing.
                Add(watches, limit.Rule.SuppressWhile, limit.Slot.Suppress, (at, now) => limit.Slot.Suppress(false, at, now), goodOnly: true);
            }

            Add(watches, watch.Signal.Plan.Due?.While, (open, at, _) => watch.Overdue!.Apply(open, at), (_, _) => { });
        }
    }

    /// <summary>Can't the gate be judged now? Then the rule behind it is blind, whatever it did last.</summary>
    public static bool IsBlind(Gate gate, IReadOnlyCollection<SignalWatch> watches) =>
        gate is SignalGate signal && Find(watches, signal)?.Trust is null or Trust.NoData or Trust.Bad or Trust.Stale;

    /// <summary>The gate's signal has a new value.</summary>
    public void Follow(SignalWatch gate, long now)
    {
        if (bySignal.Count > 0 && bySignal.TryGetValue(gate, out var followers))
        {
            Follow(gate, followers, now);
        }
    }

    /// <summary>An equipment, or the area (empty), is in a phase, perhaps the same as before.</summary>
    public void Follow(EquipmentPhase current, long at, long now)
    {
        foreach (var follower in byPhase.GetValueOrDefault(current.Equipment) ?? [])
        {
            if (current.Phase == Phase.Unknown)
            {
                follower.Lose(at, now);
            }
            else
            {
                follower.Tell(((PhaseGate)follower.Gate).Phases.Contains(current.Phase), at, now);
            }
        }
    }

    /// <summary>What the clock alone decides: a signal that has fallen silent silences nothing any more.</summary>
    public void Tick(long now)
    {
        foreach (var (gate, followers) in bySignal)
        {
            foreach (var follower in followers)
            {
                if (follower.GoodOnly && gate.Missing.IsStale(now))
                {
                    follower.Lose(gate.Missing.StaleAt, now);
                }
            }
        }
    }

    /// <summary>After a restart: a gate's last value still stands. What was silent is kept with its rule.</summary>
    public void Restore(long now)
    {
        foreach (var (gate, followers) in bySignal)
        {
            Follow(gate, followers.FindAll(f => !f.GoodOnly), now);
        }
    }

    private static void Follow(SignalWatch gate, List<Follower> followers, long now)
    {
        foreach (var follower in followers)
        {
            var atLeast = ((SignalGate)follower.Gate).AtLeast;
            if ((follower.GoodOnly ? gate.IsKnownOpen(atLeast) : gate.IsGateOpen(atLeast)) is { } open)
            {
                follower.Tell(open, gate.Last.Time, now);
            }
        }
    }

    private static SignalWatch? Find(IReadOnlyCollection<SignalWatch> watches, SignalGate gate) =>
        watches.FirstOrDefault(w => w.Signal.Equipment.Id == gate.Equipment && w.Signal.Plan.Id == gate.Signal);

    private void Add(IReadOnlyCollection<SignalWatch> watches, Gate? gate, Tell tell, Lose lose, bool goodOnly = false)
    {
        switch (gate)
        {
            // A gate that isn't in the plan never speaks: its rule stays blind, and shows it.
            case SignalGate signal when Find(watches, signal) is { } source:
                ListOf(bySignal, source).Add(new Follower(signal, tell, lose, goodOnly));
                break;
            case PhaseGate phase:
                ListOf(byPhase, phase.Equipment).Add(new Follower(phase, tell, lose, goodOnly));
                break;
        }
    }

    private static List<Follower> ListOf<TKey>(Dictionary<TKey, List<Follower>> followers, TKey key)
        where TKey : notnull
    {
        if (!followers.TryGetValue(key, out var list))
        {
            followers[key] = list = [];
        }

        return list;
    }

    private sealed record Follower(Gate Gate, Tell Tell, Lose Lose, bool GoodOnly);
}
