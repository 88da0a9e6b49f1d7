namespace Monitoring.Simulator.Load;

/// <summary>Finds the acknowledgements in what a broker sends, wherever the network has cut it.</summary>
internal sealed class AckReader
{
    private int field;
    private byte kind;
    private int left;
    private int id;

    /// <summary>The broker has accepted the connection.</summary>
    public bool Accepted { get; private set; }

    /// <param name="acknowledged">Called with each packet id, in the order of the stream.</param>
    /// <exception cref="IOException">The broker refused the connection.</exception>
    public void Read(ReadOnlySpan<byte> bytes, Action<ushort> acknowledged)
    {
        foreach (var b in bytes)
        {
            switch (field)
            {
                case 0:
                    kind = b;
                    field = 1;
                    break;
                case 1:
                    // A broker has nothing long to tell a client that subscribes to nothing: one byte of length.
                    left = b;
                    id = 0;
                    field = left == 0 ? 0 : 2;
                    break;
                default:
                    id = (id << 8) | b;
                    if (--left == 0)
                    {
                        field = 0;
                        Complete(acknowledged);
                    }

                    break;
            }
        }
    }

    private void Complete(Action<ushort> acknowledged)
    {
        if (kind == MqttPackets.PubAck)
        {
            acknowledged((ushort)id);
        }
        else if (kind == MqttPackets.ConnAck)
        {
            Accepted = (id & 0xFF) == 0 ? true : throw new IOException($"The broker refused the connection with code {id & 0xFF}.");
        }
    }
}
