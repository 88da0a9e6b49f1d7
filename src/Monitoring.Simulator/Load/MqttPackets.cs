using System.Buffers.Binary;
using System.Text;

namespace Monitoring.Simulator.Load;

/// <summary>The few MQTT 3.1.1 packets that a device with one habit needs, written by hand: a client library would cost more than the server that is measured.</summary>
internal static class MqttPackets
{
    public const byte PublishQos1 = 0x32;
    public const byte DuplicateFlag = 0x08;
    public const byte PubAck = 0x40;
    public const byte ConnAck = 0x20;

    public static ReadOnlySpan<byte> Disconnect => [0xE0, 0x00];

    /// <summary>A clean session without keep-alive: the load itself shows that the line lives.</summary>
    public static byte[] Connect(string clientId)
    {
        var id = Encoding.UTF8.GetBytes(clientId);
        byte[] body = [0, 4, .. "MQTT"u8, 4, 0x02, 0, 0, (byte)(id.Length >> 8), (byte)id.Length, .. id];
        return [0x10, .. RemainingLength(body.Length), .. body];
    }

    /// <summary>A QoS 1 publish with packet id 0.</summary>
    /// <param name="idAt">Where the packet id has to be written.</param>
    public static byte[] Publish(string topic, ReadOnlySpan<byte> payload, out int idAt)
    {
        var name = Encoding.UTF8.GetBytes(topic);
        var length = RemainingLength(2 + name.Length + 2 + payload.Length);
        idAt = 1 + length.Length + 2 + name.Length;
        return [PublishQos1, .. length, (byte)(name.Length >> 8), (byte)name.Length, .. name, 0, 0, .. payload];
    }

    public static void WriteId(Span<byte> packet, int idAt, ushort id) => BinaryPrimitives.WriteUInt16BigEndian(packet[idAt..], id);

    private static byte[] RemainingLength(int length)
    {
        var bytes = new List<byte>(4);
        do
        {
            var digit = (byte)(length & 0x7F);
            length >>= 7;
            bytes.Add(length > 0 ? (byte)(digit | 0x80) : digit);
        }
        while (length > 0);
        return [.. bytes];
    }
}
