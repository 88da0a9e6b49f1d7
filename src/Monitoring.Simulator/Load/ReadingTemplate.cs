using System.Text;

namespace Monitoring.Simulator.Load;

/// <summary>A sensor's whole PUBLISH packet, written once. All numbers have a fixed width, so that a reading is a copy and four patches.</summary>
internal sealed class ReadingTemplate
{
    /// <summary>JSON numbers have no leading zeros, so sequence numbers start here.</summary>
    public const long FirstSequence = 1_000_000_000;

    private const int TimeDigits = 13;
    private const int SequenceDigits = 10;
    private static readonly byte[] Payload = "{\"v\":00.000,\"t\":0000000000000,\"seq\":0000000000}"u8.ToArray();

    private readonly byte[] packet;
    private readonly int idAt;
    private readonly int payloadAt;

    public ReadingTemplate(string topic)
    {
        packet = MqttPackets.Publish(topic, Payload, out idAt);
        payloadAt = packet.Length - Payload.Length;
    }

    public int Length => packet.Length;

    /// <param name="thousandths">The value in thousandths: 10,000 to 99,999.</param>
    /// <param name="time">Unix milliseconds, UTC: 13 digits.</param>
    /// <param name="sequence">10 digits.</param>
    /// <returns>The bytes written.</returns>
    public int Write(Span<byte> destination, ushort id, int thousandths, long time, long sequence)
    {
        packet.CopyTo(destination);
        MqttPackets.WriteId(destination, idAt, id);
        var payload = destination[payloadAt..];
        Digits(payload.Slice(5, 2), thousandths / 1000);
        Digits(payload.Slice(8, 3), thousandths % 1000);
        Digits(payload.Slice(16, TimeDigits), time);
        Digits(payload.Slice(36, SequenceDigits), sequence);
        return packet.Length;
    }

    public override string ToString() => Encoding.UTF8.GetString(packet.AsSpan(payloadAt));

    private static void Digits(Span<byte> field, long number)
    {
        for (var i = field.Length - 1; i >= 0; i--)
        {
            field[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
