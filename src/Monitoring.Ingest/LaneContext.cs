using Microsoft.Extensions.Logging;
using Monitoring.Domain.Signals;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Ports;

namespace Monitoring.Ingest;

/// <summary>What all lanes share.</summary>
internal sealed record LaneContext(string PlanVersion, IReadingStore Store, TopicTable Topics, TimeProvider Time, ILogger Logger, CancellationToken Stopping)
{
    /// <summary>How long a lane that is behind waits for more to become durable.</summary>
    public static readonly TimeSpan ReadBackPeriod = TimeSpan.FromMilliseconds(20);

    /// <summary>The readings of one area after a sequence, in order. A signal that this plan doesn't have belongs to none.</summary>
    public Reading[] Pick(ReadOnlySpan<SequencedReading> page, int area, long after)
    {
        var areas = Topics.AreaOf;
        var picked = new List<Reading>();
        foreach (var (sequence, reading) in page)
        {
            if (sequence > after && (uint)reading.Signal < (uint)areas.Length && areas[reading.Signal] == area)
            {
                picked.Add(reading);
            }
        }

        return [.. picked];
    }
}
