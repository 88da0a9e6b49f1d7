using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>Which rules hold only while another signal says so, and keeps them suppressed while it doesn't (ISA-18.2: suppressed by design).</summary>
internal sealed class GateTable
{
    private readonly Dictionary<SignalWatch, (LimitCondition Rule, double AtLeast)[]> followers;

    public GateTable(IReadOnlyCollection<SignalWatch> watches)
    {
        followers = watches
            .SelectMany(w => w.Limits)
            .Where(l => l.While is not null)
            .GroupBy(l => watches.First(w => w.Signal.Equipment.Id == l.While!.Equipment && w.Signal.Plan.Id == l.While.Signal))
            .ToDictionary(g => g.Key, g => g.Select(l => (l, l.While!.AtLeast)).ToArray());

        // Until its gate has spoken a rule is blind: it neither raises nor clears.
        foreach (var (rule, _) in followers.Values.SelectMany(f => f))
        {
            rule.Blind();
        }
    }

    /// <summary>The gate's signal has a new value.</summary>
    public void Follow(SignalWatch gate, long now)
    {
        if (followers.Count == 0 || !followers.TryGetValue(gate, out var rules))
        {
            return;
        }

        foreach (var (rule, atLeast) in rules)
        {
            if (gate.IsGateOpen(atLeast) is { } open)
            {
                rule.Suppress(!open, gate.Last.Time, now);
            }
        }
    }

    /// <summary>After a restart: a gate's last value still stands.</summary>
    public void Restore(long now)
    {
        foreach (var gate in followers.Keys)
        {
            Follow(gate, now);
        }
    }
}
