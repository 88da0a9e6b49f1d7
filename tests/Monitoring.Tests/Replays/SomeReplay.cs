using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Replays;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Replays;

/// <summary>An alarm in the words of a test: seconds after noon.</summary>
internal sealed record Told(string Rule, double Start, double Raised, double? Returned, Level Worst);

/// <summary>The same readings of the kitchen, decided live with a tick each second, and replayed.</summary>
internal static class SomeReplay
{
    /// <summary>Readings by the second, each (second, value).</summary>
    public static Reading[] Readings(int signal, params (double Second, double Value)[] values) =>
        [.. values.Select(v => new Reading(signal, Noon + (long)(v.Second * 1000), v.Value))];

    /// <summary>One reading each second, from and to inclusive.</summary>
    public static Reading[] Each(int signal, int from, int to, double value, int every = 1) =>
        Readings(signal, [.. Enumerable.Range(0, ((to - from) / every) + 1).Select(i => ((double)(from + (i * every)), value))]);

    public static List<(Told Told, ReplayedAlarm Alarm)> Replay(Plan plan, int signal, IEnumerable<Reading> readings, double end, string? rule = null, double countFrom = 0)
    {
        var target = plan.Signals[signal];
        return Replay(ReplayScope.Of(plan, target, [.. target.Plan.Rules.Where(r => rule is null || r.Id == rule)]), readings, end, countFrom);
    }

    public static List<(Told Told, ReplayedAlarm Alarm)> Replay(ReplayScope scope, IEnumerable<Reading> readings, double end, double countFrom = 0)
    {
        List<(Told, ReplayedAlarm)> told = [];
        var replay = new AreaReplay(scope, Noon, At(countFrom), (i, a) => told.Add((Words(scope.Rules[i].Id, a), a)));
        foreach (var reading in readings.OrderBy(r => r.Time))
        {
            var index = scope.Signals.Select(s => s.Number).ToImmutableArray().IndexOf(reading.Signal);
            if (index >= 0)
            {
                replay.Take(reading with { Signal = index });
            }
        }

        replay.End(At(end));
        return told;
    }

    /// <summary>What the living area decides, with every alarm acknowledged at once.</summary>
    public static List<Told> Live(Plan plan, IEnumerable<Reading> readings, double end)
    {
        var area = new Area(plan, Id, null, Guid.NewGuid(), Noon);
        Dictionary<string, Told> open = [];
        List<Told> told = [];
        var second = Noon;
        foreach (var reading in readings.OrderBy(r => r.Time))
        {
            TickUntil(reading.Time);
            area.Take([reading], reading.Time);
            Drain(reading.Time);
        }

        TickUntil(At(end));
        return [.. told, .. open.Values];

        void TickUntil(long time)
        {
            for (second += 1000; second < time; second += 1000)
            {
                area.Tick(second);
                Drain(second);
            }

            second -= 1000;
        }

        void Drain(long now)
        {
            foreach (var edge in area.Edges.ToArray())
            {
                Follow(edge);
                if (edge.Kind is EdgeKind.Raised or EdgeKind.LevelChanged && edge.Alarm.NeedsAcknowledgement)
                {
                    area.Act(new Acknowledge(edge.Alarm.Id, new Actor("Sari", Role.Supervisor), null), now);
                }
            }

            area.ClearEdges();
        }

        void Follow(AlarmEdge edge)
        {
            var alarm = edge.Alarm;
            switch (edge.Kind)
            {
                case EdgeKind.Raised:
                    open.Add(alarm.Id, new Told(alarm.Rule, Second(alarm.ConditionStart), Second(edge.At), null, alarm.Level));
                    break;
                case EdgeKind.LevelChanged when open.TryGetValue(alarm.Id, out var milder) && Math.Abs((int)alarm.Level) > Math.Abs((int)milder.Worst):
                    open[alarm.Id] = milder with { Worst = alarm.Level };
                    break;
                case EdgeKind.Returned when open.Remove(alarm.Id, out var over):
                    told.Add(over with { Returned = Second(edge.At) });
                    break;
            }
        }
    }

    private static Told Words(string rule, ReplayedAlarm alarm) =>
        new(rule, Second(alarm.ConditionStart), Second(alarm.Raised), alarm.Returned is { } returned ? Second(returned) : null, alarm.Level);

    public static long At(double second) => Noon + (long)(second * 1000);

    private static double Second(long time) => (time - Noon) / 1000.0;
}
