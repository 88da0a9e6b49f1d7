using Monitoring.Simulator.Faults;
using Monitoring.Simulator.Physics;

namespace Monitoring.Simulator.Devices;

/// <summary>One device in its area: steps its model second by second and says what it would send. The same seed gives the same samples.</summary>
internal sealed class Station
{
    private const long StepMilliseconds = 1000;

    private readonly Model model;
    private readonly ShiftClock clock;
    private readonly FaultInjector faults;
    private readonly int[] untilDue;
    private readonly long began;
    private long sequence;

    /// <param name="start">Unix milliseconds, UTC: its first samples have a time within the second after.</param>
    public Station(string area, string equipment, Model model, ShiftClock clock, long start, int seed, IEnumerable<Fault> faults)
    {
        Area = area;
        Equipment = equipment;
        this.model = model;
        this.clock = clock;
        this.faults = new FaultInjector(seed, faults.Where(f => f.Equipment == equipment));
        untilDue = new int[model.Sensors.Length];
        // Devices aren't switched on at the same instant: each has its own fraction of the second.
        began = start + (int)((uint)seed % StepMilliseconds);
        Time = began - StepMilliseconds;
    }

    public string Area { get; }

    public string Equipment { get; }

    /// <summary>The instant of its latest step: Unix milliseconds, UTC.</summary>
    public long Time { get; private set; }

    public long NextTime => Time + StepMilliseconds;

    /// <summary>Goes on by a second.</summary>
    public void Step(ICollection<Sample> wire)
    {
        Time += StepMilliseconds;
        var elapsed = TimeSpan.FromMilliseconds(Time - began);
        foreach (var (kind, turn) in model.Switches)
        {
            turn(faults.IsOn(kind, elapsed));
        }

        model.Step(StepMilliseconds / 1000.0, clock.At(Time));
        faults.Release(elapsed, wire);
        for (var i = 0; i < untilDue.Length; i++)
        {
            var sensor = model.Sensors[i];
            if (untilDue[i]-- > 0)
            {
                continue;
            }

            untilDue[i] = (int)sensor.Every.TotalSeconds - 1;
            if (sensor.Read() is { } value)
            {
                faults.Pass(new Sample(sensor.Signal, Time, value, ++sequence), elapsed, wire);
            }
        }
    }

    /// <summary>Was switched off until then: nothing is measured in between.</summary>
    public void SkipTo(long time) => Time += (time - Time) / StepMilliseconds * StepMilliseconds;

    /// <param name="fault">Its start counts from now.</param>
    public void Add(Fault fault) => faults.Add(fault with { Start = fault.Start + TimeSpan.FromMilliseconds(Time - began) });
}
