using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Faults;
using Monitoring.Simulator.Physics;

namespace Monitoring.Tests.Grafana;

/// <summary>Some hours of the shipped plan on a Monday morning, by the simulator's physics and decided by the real areas, with things that go wrong and people who act.</summary>
internal sealed class SimulatedShift
{
    private const int Hours = 4;

    /// <summary>Beside the demonstration's own: a silent fridge, one whose door stays open, a probe that breaks.</summary>
    private static readonly Fault[] Faults =
    [
        .. Palu.Incidents,
        Fault.Parse("freezer/temp:silence@30m+40m"),
        Fault.Parse("fridge:door-open@60m+60m"),
        Fault.Parse("packing/humidity:broken@100m+5m"),
    ];

    private static readonly Actor Ani = new("ani", Role.Supervisor);

    private readonly Plan plan;
    private readonly List<Reading> readings = [];
    private readonly List<(AreaId Area, AlarmEdge Edge)> edges = [];
    private readonly List<Alarm> open = [];

    /// <param name="before">It has ended before: Unix milliseconds, UTC.</param>
    public SimulatedShift(Plan plan, long before)
    {
        this.plan = plan;
        // Eight o'clock in Palu is midnight, UTC.
        var day = DateTimeOffset.FromUnixTimeMilliseconds(before).AddHours(-Hours).UtcDateTime.Date;
        Start = new DateTimeOffset(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), TimeSpan.Zero).ToUnixTimeMilliseconds();
        End = Start + (Hours * 3_600_000L);
        Run();
    }

    public long Start { get; }

    public long End { get; }

    /// <summary>As they came.</summary>
    public IReadOnlyList<Reading> Readings => readings;

    /// <summary>In the order in which they were decided.</summary>
    public IReadOnlyList<(AreaId Area, AlarmEdge Edge)> Edges => edges;

    /// <summary>Alarms that aren't over at the end.</summary>
    public IReadOnlyList<Alarm> Open => open;

    public IEnumerable<Rollup> Rollups(Signal signal, Resolution resolution)
    {
        var width = resolution.Milliseconds();
        var sums = new RollupSums(Start, (int)((End - Start) / width), width, Coverage.GapAfter(signal.Plan), SignalLimits.Of(signal.Plan));
        foreach (var reading in readings.Where(r => r.Signal == signal.Number).OrderBy(r => r.Time).DistinctBy(r => r.Time))
        {
            sums.Add(reading.Time, reading.Value, reading.Quality);
        }

        return sums.End();
    }

    private void Run()
    {
        var stations = Palu.Stations(Start, ShiftClock.StartingAt(Start, TimeSpan.FromHours(8)), 1, Faults).GroupBy(s => s.Area)
            .Select(s => (Area: new Area(plan, new AreaId(Palu.Facility, s.Key), null, Guid.Empty, Start), Id: new AreaId(Palu.Facility, s.Key), Stations: s.ToArray())).ToArray();
        var wire = new List<Sample>();
        for (var now = Start + 1_000; now <= End; now += 1_000)
        {
            foreach (var (area, id, devices) in stations)
            {
                var first = readings.Count;
                foreach (var station in devices)
                {
                    station.Step(wire);
                    readings.AddRange(wire.Select(s => ReadingOf(id, station.Equipment, s)));
                    wire.Clear();
                }

                area.Take(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(readings)[first..], now);
                area.Tick(now);
                Act(area, now);
                edges.AddRange(area.Edges.Select(e => (id, e)));
                area.ClearEdges();
            }
        }

        open.AddRange(stations.SelectMany(s => s.Area.OpenAlarms));
    }

    /// <summary>Alarms are acknowledged after a minute, and a gas leak is reset; the fire alarm is left for somebody else.</summary>
    private static void Act(Area area, long now)
    {
        foreach (var alarm in area.OpenAlarms)
        {
            if (alarm.NeedsAcknowledgement && now >= alarm.RaisedAt + 60_000)
            {
                area.Act(new Acknowledge(alarm.Id, Ani, null), now);
            }
            else if (alarm is { Rule: "leak", IsActive: false, NeedsReset: true })
            {
                area.Act(new Reset(alarm.Id, Ani, null), now);
            }
        }
    }

    private Reading ReadingOf(AreaId area, string equipment, Sample sample) => new(
        plan.FindSignal($"{area}/{equipment}/{sample.Signal}")!.Number, sample.Time, sample.Value, double.IsNaN(sample.Value) ? Quality.Bad : Quality.Good);
}
