using System.Collections.Immutable;
using System.Text;

namespace Monitoring.Simulator.Load;

/// <summary>MQTT packets whose content no decoder may take for a reading: each is a valid QoS 1 publish, so that it has to be acknowledged and counted.</summary>
internal sealed class MalformedPackets
{
    /// <summary>They are numbered from 0.</summary>
    public const int Count = 256;

    private const int DeepInPool = 3;

    private readonly ImmutableArray<(byte[] Packet, int IdAt)> packets;

    /// <param name="topics">Topics of known signals.</param>
    public MalformedPackets(int seed, IReadOnlyList<string> topics)
    {
        var random = new Random(seed);
        packets = [.. Enumerable.Range(0, Count).Select(n => Create(n, random, topics[random.Next(topics.Count)]))];
        Longest = packets.Max(p => p.Packet.Length);
    }

    public int Longest { get; }

    /// <returns>The bytes written.</returns>
    public int Write(Span<byte> destination, ushort id, int number)
    {
        var (packet, idAt) = packets[number];
        packet.CopyTo(destination);
        MqttPackets.WriteId(destination, idAt, id);
        return packet.Length;
    }

    private static (byte[] Packet, int IdAt) Create(int number, Random random, string topic)
    {
        const string Valid = """{"v":21.5,"t":1795392000000}""";
        var (name, payload) = (number % 14) switch
        {
            0 => (topic, RandomBytes(random)),
            1 => (topic, Text(Valid[..random.Next(1, Valid.Length)])),
            2 => (topic, Text(new string('[', number < 14 * DeepInPool ? 10_000 : 200))),
            3 => (topic, Text("""{"v":1e999,"t":1795392000000}""")),
            4 => (topic, Text("""{"v":"hot","t":1795392000000}""")),
            5 => (topic, Text("""{"v":{"v":21.5},"t":1795392000000}""")),
            6 => (topic, Text("""{"v":21.5,"t":0}""")),
            7 => (topic, Text("""{"v":21.5,"t":4102444800000}""")),
            8 => (topic, [.. "{\"v\":21.5,\"q\":\""u8, 0xFF, 0xFE, 0xC0, .. "\"}"u8]),
            9 => (topic, Text("""{"v":NaN,"t":1795392000000}""")),
            10 => (topic, []),
            11 => ($"v1/load/nowhere/sensor-{random.Next(1000)}/value", Text(Valid)),
            12 => ("v1/load/area-00/a b,c\"d/value", Text(Valid)),
            _ => (topic, Text("""{"v":21.5,"t":[1795392000000]}""")),
        };
        var packet = MqttPackets.Publish(name, payload, out var idAt);
        return (packet, idAt);
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 200)];
        random.NextBytes(bytes);
        // Two digits in a row could be a number, which is a payload of some devices.
        bytes[0] = 0xFF;
        return bytes;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
