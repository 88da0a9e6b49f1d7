using System.Runtime.InteropServices;
using Monitoring.Domain.Signals;

namespace Monitoring.Ingest;

/// <summary>
/// What waits for one area: filled by its pump, emptied by its lane. Past its limit it lets go of everything and is behind: the store has it all,
/// and the lane reads it back from there.
/// </summary>
internal sealed class LaneBuffer(int limit)
{
    private readonly Lock gate = new();
    private readonly List<Reading> readings = [];
    private readonly Dictionary<string, EquipmentStatus> statuses = [];
    private long through;
    private long seen;
    private long receivedAt;
    private bool isDraining;

    public bool IsBehind { get; private set; }

    /// <summary>Nothing waits and nobody is at work.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
            {
                return !isDraining;
            }
        }
    }

    /// <param name="last">Last sequence of the batch that the reading belongs to.</param>
    public void Add(in Reading reading, long last, long at)
    {
        lock (gate)
        {
            seen = last;
            if (IsBehind)
            {
                return;
            }

            if (readings.Count == 0)
            {
                receivedAt = at;
            }

            readings.Add(reading);
            IngestMetrics.LaneReadings.Add(1);
            if (readings.Count > limit)
            {
                FallBehindLocked();
            }
        }
    }

    /// <summary>The newest status of each equipment is enough: a board has no history of them.</summary>
    public void Add(EquipmentStatus status)
    {
        lock (gate)
        {
            statuses[status.Equipment] = status;
        }
    }

    /// <summary>Every reading of the area up to this sequence has been added.</summary>
    /// <returns>True: nobody empties the lane yet; the caller must see to it.</returns>
    public bool Seal(long last)
    {
        lock (gate)
        {
            through = Math.Max(through, last);
            return StartLocked();
        }
    }

    public bool FallBehind()
    {
        lock (gate)
        {
            FallBehindLocked();
            return StartLocked();
        }
    }

    /// <param name="load">Without arrays while the lane is behind.</param>
    /// <returns>False: nothing waits, and whoever empties the lane stops.</returns>
    public bool TryTake(int most, out LaneLoad load)
    {
        lock (gate)
        {
            load = default;
            isDraining = IsBehind || readings.Count > 0 || statuses.Count > 0;
            if (!isDraining || IsBehind)
            {
                return isDraining;
            }

            var count = Math.Min(most, readings.Count);
            load = new LaneLoad(
                CollectionsMarshal.AsSpan(readings)[..count].ToArray(), [.. statuses.Values], count == readings.Count ? through : 0, count == 0 ? 0 : receivedAt);
            readings.RemoveRange(0, count);
            statuses.Clear();
            IngestMetrics.LaneReadings.Add(-count);
            return true;
        }
    }

    /// <summary>Statuses alone, while the readings come from the store.</summary>
    public EquipmentStatus[] TakeStatuses()
    {
        lock (gate)
        {
            EquipmentStatus[] taken = [.. statuses.Values];
            statuses.Clear();
            return taken;
        }
    }

    /// <returns>False: readings came meanwhile that the store must be asked for first.</returns>
    public bool TryCatchUp(long given)
    {
        lock (gate)
        {
            if (given < seen)
            {
                return false;
            }

            IsBehind = false;
            IngestMetrics.LanesBehind.Add(-1);
            return true;
        }
    }

    private void FallBehindLocked()
    {
        if (!IsBehind)
        {
            IsBehind = true;
            IngestMetrics.LanesBehind.Add(1);
        }

        IngestMetrics.LaneReadings.Add(-readings.Count);
        readings.Clear();
        readings.TrimExcess();
    }

    private bool StartLocked()
    {
        var start = !isDraining && (IsBehind || readings.Count > 0 || statuses.Count > 0);
        isDraining |= start;
        return start;
    }
}

/// <param name="Through">Every reading of the area up to this sequence is in it or went before; 0: not so.</param>
internal readonly record struct LaneLoad(Reading[]? Readings, EquipmentStatus[] Statuses, long Through, long ReceivedAt);
