using System.Numerics;

namespace Monitoring.Simulator.Load;

/// <param name="Sensor">Index in the connection; below 0: malformed packet number <c>~Sensor</c>.</param>
/// <param name="SentAt">Timestamp of the first sending.</param>
internal record struct Sent(int Sensor, int Thousandths, long Time, long Sequence, long SentAt)
{
    public readonly bool Malformed => Sensor < 0;
}

/// <summary>What a connection has published and isn't acknowledged yet, oldest first: a ring, since packet ids go round.</summary>
internal sealed class InFlightWindow
{
    private const int Ids = ushort.MaxValue;

    private readonly Sent[] ring;
    private readonly bool[] acknowledged;
    private readonly int size;
    private long head;
    private long tail;
    private long newestAcknowledged = -1;

    /// <param name="size">Publishes in flight at most: 1 to 65,534.</param>
    public InFlightWindow(int size)
    {
        this.size = size;
        var length = BitOperations.RoundUpToPowerOf2((uint)size);
        ring = new Sent[length];
        acknowledged = new bool[length];
    }

    public int Room => size - (int)(head - tail);

    /// <summary>Publishes without an acknowledgement.</summary>
    public int Count => Unacknowledged().Count();

    /// <summary>Acknowledgements that came after the one of a later publish.</summary>
    public long OutOfOrder { get; private set; }

    /// <returns>The packet id.</returns>
    public ushort Add(Sent sent)
    {
        var slot = head & (ring.Length - 1);
        ring[slot] = sent;
        acknowledged[slot] = false;
        return IdOf(head++);
    }

    /// <returns>False: nothing with this id waits.</returns>
    public bool TryAcknowledge(ushort id, out Sent sent)
    {
        var position = tail + ((id - IdOf(tail) + Ids) % Ids);
        var slot = position & (ring.Length - 1);
        if (id == 0 || position >= head || acknowledged[slot])
        {
            sent = default;
            return false;
        }

        acknowledged[slot] = true;
        sent = ring[slot];
        OutOfOrder += position < newestAcknowledged ? 1 : 0;
        newestAcknowledged = Math.Max(newestAcknowledged, position);
        while (tail < head && acknowledged[tail & (ring.Length - 1)])
        {
            tail++;
        }

        return true;
    }

    /// <summary>For a new connection, in the order of the first sending.</summary>
    public IEnumerable<(ushort Id, Sent Sent)> Unacknowledged()
    {
        for (var position = tail; position < head; position++)
        {
            if (!acknowledged[position & (ring.Length - 1)])
            {
                yield return (IdOf(position), ring[position & (ring.Length - 1)]);
            }
        }
    }

    private static ushort IdOf(long position) => (ushort)((position % Ids) + 1);
}
