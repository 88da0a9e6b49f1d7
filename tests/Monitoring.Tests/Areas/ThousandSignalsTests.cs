using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Areas;

/// <summary>An area far larger than any kitchen: a hundred devices with ten signals each, a reading a second of every one.</summary>
public sealed class ThousandSignalsTests
{
    private const int Count = 1_000;
    private const int PerDevice = 10;
    private const double Limit = 160;
    private const int Stale = 30;

    private static readonly AreaId Id = new("palu", "hall");

    [Fact]
    public void One_that_falls_silent_has_its_alarm_within_ten_seconds_of_its_stale_time_and_no_other_has_one()
    {
        var edges = Run(seconds: 120, (signal, second) => signal == 517 && second > 60 ? null : 140, offDelay: 60);
        var edge = Assert.Single(edges);
        Assert.Equal((AlarmRules.MissingData, "device-51", "s7"), (edge.Alarm.Rule, edge.Alarm.Equipment, edge.Alarm.Signal));
        Assert.Equal(SomeKitchen.Noon + ((60 + Stale) * 1_000), edge.At);
        Assert.InRange(edge.RecordedAt - edge.At, 0, 10_000);
    }

    [Fact]
    public void Those_that_flap_with_every_sample_for_ten_minutes_raise_one_alarm_each()
    {
        var edges = Run(seconds: 600, (_, second) => second % 2 == 0 ? 170 : 140, offDelay: 60);
        Assert.Equal(Count, edges.Count);
        Assert.All(edges, e => Assert.Equal(EdgeKind.Raised, e.Kind));
    }

    [Fact]
    public void Those_that_flap_slower_than_the_off_delay_raise_as_many_as_it_allows_and_are_marked_as_chattering()
    {
        const int Period = 22;
        var edges = Run(seconds: 600, (_, second) => second % Period < 11 ? 170 : 140, offDelay: 10);
        foreach (var signal in edges.GroupBy(e => (e.Alarm.Equipment, e.Alarm.Signal)))
        {
            var raised = signal.Where(e => e.Kind == EdgeKind.Raised).ToArray();
            Assert.Equal((600 / Period) + 1, raised.Length);
            Assert.All(raised[..2], e => Assert.False(e.Alarm.IsChattering));
            Assert.All(raised[2..], e => Assert.True(e.Alarm.IsChattering));
        }

        Assert.Equal(Count, edges.DistinctBy(e => (e.Alarm.Equipment, e.Alarm.Signal)).Count());
    }

    /// <param name="value">Of a signal at a second; null: it sends nothing.</param>
    private static List<AlarmEdge> Run(int seconds, Func<int, int, double?> value, int offDelay)
    {
        var area = new Area(Hall(offDelay), Id, null, Guid.Empty, SomeKitchen.Noon);
        var edges = new List<AlarmEdge>();
        var readings = new List<Reading>(Count);
        for (var second = 0; second < seconds; second++)
        {
            var now = SomeKitchen.Noon + (second * 1_000L);
            readings.Clear();
            for (var signal = 0; signal < Count; signal++)
            {
                if (value(signal, second) is { } known)
                {
                    readings.Add(new Reading(signal, now, known));
                }
            }

            area.Take(readings.ToArray(), now);
            area.Tick(now);
            edges.AddRange(area.Edges);
            area.ClearEdges();
        }

        return edges;
    }

    private static Plan Hall(int offDelay)
    {
        var rule = SomeKitchen.Rule("hot", 3, offDelay, null, SomeKitchen.Limit(Level.Hi, Limit, onDelay: 0));
        ImmutableArray<SignalPlan> signals =
        [
            .. Enumerable.Range(0, PerDevice).Select(i => new SignalPlan(
                $"s{i}", new Text("Suhu", "Temperature"), Unit.Celsius, 0, 400, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(Stale), Priority.Medium, TimeSpan.FromMinutes(5), [rule])),
        ];
        var devices = Enumerable.Range(0, Count / PerDevice).Select(i => new EquipmentPlan($"device-{i}", new Text("Alat", "Device"), signals));
        return new Plan("plan-hall", [new FacilityPlan("palu", new Text("Palu", "Palu"), "Asia/Makassar", [new AreaPlan("hall", new Text("Aula", "Hall"), AreaKind.Kitchen, [.. devices])])]);
    }
}
