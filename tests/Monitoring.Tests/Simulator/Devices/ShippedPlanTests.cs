using System.Collections.Immutable;
using System.Globalization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Records.Plans;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Faults;
using Monitoring.Simulator.Load;
using Monitoring.Simulator.Physics;

namespace Monitoring.Tests.Simulator.Devices;

/// <summary>The simulation, decided by the real areas of the shipped plan.</summary>
public sealed class ShippedPlanTests
{
    /// <summary>Eight o'clock on a Monday morning in Palu.</summary>
    private const long Start = 1_795_392_000_000;

    private static readonly Plan Plan = PlanFile.Load(Path.Combine(AppContext.BaseDirectory, "plan.yaml"));

    [Theory]
    [InlineData(11, 8)]
    [InlineData(12, 18)]
    public void A_day_without_incidents_raises_no_alarm(int seed, int startHour) => Assert.Empty(Edges(seed, startHour, [], TimeSpan.FromHours(24)));

    [Fact]
    public void The_demonstration_raises_gas_a_fast_rise_and_a_fire_alarm_whose_conditions_go_by_themselves_and_come_again()
    {
        var edges = Edges(1, 8, Palu.Incidents, TimeSpan.FromMinutes(21));
        string[] Seen(EdgeKind kind) => [.. edges.Where(e => e.Kind == kind).Select(e => $"{e.Alarm.Equipment} {e.Alarm.Rule}")];
        double Minutes(EdgeKind kind, string rule) => (edges.First(e => e.Kind == kind && e.Alarm.Rule == rule).At - Start) / 60_000.0;

        string[] once = ["gas leak", "fryer-2 rise", "fryer-2 fire"];
        Assert.Equal([.. once, .. once], Seen(EdgeKind.Raised).Take(6));
        Assert.InRange(Minutes(EdgeKind.Raised, "leak"), 0.2, 0.7);
        Assert.InRange(Minutes(EdgeKind.Returned, "leak"), 1, 2);
        Assert.InRange(Minutes(EdgeKind.Raised, "fire"), 1, 2);
        Assert.InRange(Minutes(EdgeKind.Returned, "fire"), 3, 7);
        Assert.All(edges, e => Assert.True(e.Alarm.Kind is AlarmKind.Limit or AlarmKind.RateOfChange));
        Assert.DoesNotContain(edges, e => e.Kind == EdgeKind.Cleared && e.Alarm.Latched);
    }

    [Fact]
    public void Every_signal_of_the_plan_is_simulated_and_nothing_else()
    {
        var sent = new HashSet<string>();
        foreach (var station in Stations(Start, 1, 8, []))
        {
            var samples = new List<Sample>();
            station.Step(samples);
            sent.UnionWith(samples.Select(s => string.Create(CultureInfo.InvariantCulture, $"{Palu.Facility}/{station.Area}/{station.Equipment}/{s.Signal}")));
        }

        Assert.Equal(Plan.Signals.Select(s => s.Address).Order(), sent.Order());
    }

    [Fact]
    public void The_plan_of_the_load_generator_is_a_right_plan_with_its_signals()
    {
        var plan = PlanFile.Parse(LoadPlan.Write(1000), "load.yaml");
        Assert.Equal(LoadSensor.Create(1000).Select(s => s.Address), plan.Signals.Select(s => s.Address));
        Assert.All(plan.Signals, s => Assert.Equal(LoadSensor.HiLimit, s.Plan.Rules.Single().Limits.Single().Value));
    }

    private static List<AlarmEdge> Edges(int seed, int startHour, IReadOnlyCollection<Fault> faults, TimeSpan length)
    {
        var edges = new List<AlarmEdge>();

        // The clock on the wall agrees with the shop's: the plan's hours are by the wall.
        var start = Start + ((startHour - 8) * 3_600_000L);
        foreach (var stations in Stations(start, seed, startHour, faults).GroupBy(s => s.Area))
        {
            var id = new AreaId(Palu.Facility, stations.Key);
            var area = new Area(Plan, id, null, Guid.Empty, start);
            var wire = new List<Sample>();
            for (var second = 0; second < length.TotalSeconds; second++)
            {
                var now = start + (second * 1000L) + 1000;
                var readings = new List<Reading>();
                foreach (var station in stations)
                {
                    station.Step(wire);
                    readings.AddRange(wire.Select(s => new Reading(Plan.FindSignal($"{id}/{station.Equipment}/{s.Signal}")!.Number, s.Time, s.Value)));
                    wire.Clear();
                }

                area.Take(readings.ToArray(), now);
                area.Tick(now);
                edges.AddRange(area.Edges);
                area.ClearEdges();
            }
        }

        return edges;
    }

    private static ImmutableArray<Station> Stations(long start, int seed, int startHour, IReadOnlyCollection<Fault> faults) =>
        Palu.Stations(start, ShiftClock.StartingAt(start, TimeSpan.FromHours(startHour)), seed, faults);
}
