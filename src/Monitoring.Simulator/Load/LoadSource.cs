using System.Collections.Immutable;

namespace Monitoring.Simulator.Load;

/// <summary>What all connections have in common.</summary>
/// <param name="MalformedShare">0 to 1.</param>
internal sealed record LoadTraffic(MalformedPackets Malformed, double MalformedShare, AlertDrive Alerts, AlertProbe? Probe);

/// <summary>Decides a connection's next packet and writes it: its sensors in turn, malformed ones between by chance.</summary>
internal sealed class LoadSource
{
    private readonly ImmutableArray<LoadSensor> sensors;
    private readonly ImmutableArray<ReadingTemplate> templates;
    private readonly LoadTraffic traffic;
    private readonly Random random;
    private int next;

    public LoadSource(ImmutableArray<LoadSensor> sensors, LoadTraffic traffic, int seed)
    {
        this.sensors = sensors;
        this.traffic = traffic;
        random = new Random(seed);
        templates = [.. sensors.Select(s => new ReadingTemplate(s.Topic))];
        Longest = Math.Max(templates.Max(t => t.Length), traffic.Malformed.Longest);
    }

    public int Longest { get; }

    public long MalformedSent { get; private set; }

    /// <param name="counter">Packets of the connection so far.</param>
    /// <param name="wall">Unix milliseconds, UTC.</param>
    /// <param name="now">Timestamp.</param>
    public Sent Next(long counter, TimeSpan elapsed, long wall, long now)
    {
        if (traffic.MalformedShare > 0 && random.NextDouble() < traffic.MalformedShare)
        {
            MalformedSent++;
            return new Sent(~(int)(counter % MalformedPackets.Count), 0, 0, 0, now);
        }

        var index = next;
        next = next + 1 == sensors.Length ? 0 : next + 1;
        var sensor = sensors[index];
        var time = sensor.LastTime = Math.Max(wall, sensor.LastTime + 1);
        var high = traffic.Alerts.IsHigh(sensor.Number, elapsed);
        if (high && !sensor.High)
        {
            traffic.Probe?.Expect(sensor, time, now);
        }

        sensor.High = high;
        var sequence = ReadingTemplate.FirstSequence + sensor.Sent++;
        var thousandths = (high ? LoadSensor.HiLimit + 5 : 20 + (sensor.Number % 10)) * 1000;
        return new Sent(index, thousandths + (int)Math.Abs((sequence * 7 % 2000) - 1000), time, sequence, now);
    }

    /// <returns>The bytes written.</returns>
    public int Write(Span<byte> destination, ushort id, Sent sent) => sent.Malformed
        ? traffic.Malformed.Write(destination, id, ~sent.Sensor)
        : templates[sent.Sensor].Write(destination, id, sent.Thousandths, sent.Time, sent.Sequence);
}
