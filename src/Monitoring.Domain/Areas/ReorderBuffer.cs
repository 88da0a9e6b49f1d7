using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Areas;

/// <summary>Holds the readings of one signal back for its reorder window, so that they can be decided in the order of their own time.</summary>
internal sealed class ReorderBuffer(long window)
{
    /// <summary>More than this is no disorder but a flood: the oldest are decided early.</summary>
    private const int Most = 256;

    private readonly List<Reading> held = [];

    public IReadOnlyList<Reading> Held => held;

    /// <summary>False: a reading of the same time is held already.</summary>
    public bool Add(in Reading reading)
    {
        var index = held.Count;
        while (index > 0 && held[index - 1].Time > reading.Time)
        {
            index--;
        }

        if (index > 0 && held[index - 1].Time == reading.Time)
        {
            return false;
        }

        held.Insert(index, reading);
        return true;
    }

    /// <summary>The oldest reading, when it has been held for long enough: by the clock, or by the newest reading's own time.</summary>
    public bool TryRelease(long now, out Reading reading)
    {
        reading = default;
        if (held.Count == 0 || (held.Count <= Most && held[0].Time > Math.Max(now, held[^1].Time) - window))
        {
            return false;
        }

        reading = held[0];
        held.RemoveAt(0);
        return true;
    }
}
