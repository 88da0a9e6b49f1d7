using System.Collections.Immutable;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Faults;

/// <summary>Puts the faults of one piece of equipment between its sensors and its wire. Faults may be added while it runs, from another thread.</summary>
internal sealed class FaultInjector(int seed, IEnumerable<Fault> faults)
{
    private static readonly TimeSpan LatestBy = TimeSpan.FromSeconds(60);

    private readonly Random random = new(seed);
    private readonly PriorityQueue<Sample, TimeSpan> held = new();
    private ImmutableArray<Fault> all = [.. faults];

    public void Add(Fault fault) => ImmutableInterlocked.Update(ref all, (list, added) => list.Add(added), fault);

    public bool IsOn(FaultKind kind, TimeSpan elapsed)
    {
        foreach (var fault in all)
        {
            if (fault.Kind == kind && fault.OnFor(elapsed) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends one sample on its way: as it is, spoilt, twice, later or not at all.</summary>
    public void Pass(Sample sample, TimeSpan elapsed, ICollection<Sample> wire)
    {
        var copies = 1;
        var late = false;
        foreach (var fault in all)
        {
            if (!fault.Concerns(sample.Signal) || fault.OnFor(elapsed) is not { } onFor)
            {
                continue;
            }

            switch (fault.Kind)
            {
                case FaultKind.Broken:
                    sample = sample with { Value = double.NaN };
                    break;
                case FaultKind.Drift:
                    sample = sample with { Value = Math.Round(sample.Value + onFor.TotalMinutes, 2) };
                    break;
                case FaultKind.Silence:
                    return;
                case FaultKind.Duplicate:
                    copies = 2;
                    break;
                case FaultKind.Late:
                    late = true;
                    break;
            }
        }

        for (; copies > 0; copies--)
        {
            if (late)
            {
                held.Enqueue(sample, elapsed + (LatestBy * random.NextDouble()));
            }
            else
            {
                wire.Add(sample);
            }
        }
    }

    /// <summary>What was held back long enough.</summary>
    public void Release(TimeSpan elapsed, ICollection<Sample> wire)
    {
        while (held.TryPeek(out _, out var due) && due <= elapsed)
        {
            wire.Add(held.Dequeue());
        }
    }
}
