using Monitoring.Domain.Signals;

namespace Monitoring.Domain.Wire;

/// <summary>What came out of one message. Meant to be kept and filled again: it belongs to one caller at a time.</summary>
public sealed class DecodedMessage
{
    private Reading[] readings = new Reading[16];
    private ulong[] seen = [];
    private readonly List<RejectReason> rejects = [];

    /// <summary>In the order of the message; valid until the next message is decoded.</summary>
    public ReadOnlySpan<Reading> Readings => readings.AsSpan(0, Count);

    /// <summary>One for each reading, or for the whole message, that was set aside.</summary>
    public IReadOnlyList<RejectReason> Rejects => rejects;

    /// <summary>A status message: the device is there or gone; null: it was no status message.</summary>
    public bool? Online { get; internal set; }

    internal int Count { get; private set; }

    internal int RejectCount => rejects.Count;

    internal ref Reading this[int index] => ref readings[index];

    internal void Clear()
    {
        Count = 0;
        rejects.Clear();
        Online = null;
    }

    internal void Add(in Reading reading)
    {
        if (Count == readings.Length)
        {
            Array.Resize(ref readings, Count * 2);
        }

        readings[Count++] = reading;
    }

    internal void Reject(RejectReason reason) => rejects.Add(reason);

    /// <summary>Forgets what was added since, for an element that turns out to be bad as a whole.</summary>
    internal void Rewind(int count, int rejectCount)
    {
        Count = count;
        rejects.RemoveRange(rejectCount, rejects.Count - rejectCount);
    }

    internal void ForgetNames(int names)
    {
        var words = (names + 63) / 64;
        if (seen.Length < words)
        {
            seen = new ulong[words];
        }

        seen.AsSpan(0, words).Clear();
    }

    /// <returns>False: the name was seen before.</returns>
    internal bool See(int name)
    {
        var bit = 1UL << (name & 63);
        ref var word = ref seen[name >> 6];
        var first = (word & bit) == 0;
        word |= bit;
        return first;
    }
}
