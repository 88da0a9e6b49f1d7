using System.Collections.Immutable;
using Monitoring.Domain.Alarms;

namespace Monitoring.Domain.Areas;

/// <summary>A living area to and from what is kept of it.</summary>
internal static class AreaMemory
{
    public static AreaState Capture(string planVersion, SignalWatch[] watches, CommunicationWatch lines, ImmutableDictionary<string, long> cursors, long now) => new(
        planVersion,
        now,
        cursors,
        [.. watches.Where(w => w.Last.Time > 0 || w.Reorder is { Held.Count: > 0 }).Select(w => w.Capture())],
        [.. watches.SelectMany(w => w.CaptureRules()), .. lines.CaptureRules()]);

    public static void Restore(SignalWatch[] watches, CommunicationWatch lines, AreaState state, List<AlarmEdge> edges, long now)
    {
        var byAddress = watches.ToDictionary(w => w.Signal.Address, StringComparer.Ordinal);
        foreach (var signal in state.Signals)
        {
            byAddress.GetValueOrDefault(signal.Address)?.Restore(signal);
        }

        foreach (var rule in state.Rules)
        {
            var known = rule.Rule == AlarmRules.CommunicationLost ? lines.Restore(rule) : byAddress.GetValueOrDefault(rule.Address)?.Restore(rule) is true;
            if (!known && rule.Alarm is { State: not AlarmState.Normal } orphan)
            {
                Withdraw(orphan, edges, now);
            }
        }
    }

    /// <summary>The plan has lost the limit, its rule or its signal: the alarm ends on the record, not in silence.</summary>
    private static void Withdraw(Alarm orphan, List<AlarmEdge> edges, long now)
    {
        const string Note = "The plan in force has no such rule or limit.";
        if (orphan.IsActive)
        {
            orphan = orphan with { State = AlarmState.ReturnedUnacknowledged, ReturnedAt = now };
            edges.Add(new AlarmEdge(EdgeKind.Returned, orphan, now, now, "plan", Note));
        }

        edges.Add(new AlarmEdge(EdgeKind.Cleared, orphan with { State = AlarmState.Normal, ClearedAt = now }, now, now, "plan", Note));
    }
}
