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
    /// <param name="user">Null: without a name and a password.</param>
    public static byte[] Connect(string clientId, string? user = null, string? password = null)
    {
        byte[] body = [0, 4, .. "MQTT"u8, 4, (byte)(user is null ? 0x02 : 0xC2), 0, 0, .. Text(clientId), .. user is null ? [] : Text(user), .. user is null ? [] : Text(password ?? "")];
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

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

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
