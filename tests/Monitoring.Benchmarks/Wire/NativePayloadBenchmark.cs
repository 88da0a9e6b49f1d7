using System.Buffers;
using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Domain.Wire;

namespace Monitoring.Benchmarks.Wire;

/// <summary>What one message costs from its topic and bytes to its readings. One reading must allocate nothing.</summary>
[MemoryDiagnoser]
public class NativePayloadBenchmark
{
    private const long Noon = 1_795_435_200_000;
    private const int Areas = 50;
    private const int Signals = 20;

    private readonly TopicTable topics = new(SomePlan());
    private readonly DecodedMessage into = new();
    private readonly ReadOnlySequence<byte> one = new("""{"v":146.3,"t":"2026-11-23T12:00:00Z","q":"good","seq":81234}"""u8.ToArray());
    private readonly ReadOnlySequence<byte> epoch = new("""{"v":146.3,"t":1795435200000,"seq":81234}"""u8.ToArray());
    private readonly ReadOnlySequence<byte> several = new("""{"t":1795435200000,"values":{"s0":1.5,"s1":2.5,"s2":3.5,"s3":4.5,"s4":5.5}}"""u8.ToArray());
    private readonly ReadOnlySequence<byte> cut = new("""{"v":146.3,"t":17954352"""u8.ToArray());

    [Benchmark(Baseline = true)]
    public int One() => Decode("v1/palu/kitchen-7/fryer/s3", one);

    [Benchmark]
    public int OneWithEpochTime() => Decode("v1/palu/kitchen-7/fryer/s3", epoch);

    [Benchmark]
    public int FiveOfOneEquipment() => Decode("v1/palu/kitchen-7/fryer", several);

    [Benchmark]
    public int CutMessage() => Decode("v1/palu/kitchen-7/fryer/s3", cut);

    private int Decode(string topic, in ReadOnlySequence<byte> payload)
    {
        NativePayload.Decode(payload, topics.Find(topic)!, new Receipt(Noon), into);
        return into.Readings.Length;
    }

    private static Plan SomePlan() => new("bench", [new FacilityPlan("palu", Name("palu"), "Asia/Makassar", [.. Enumerable.Range(0, Areas).Select(Kitchen)])]);

    private static AreaPlan Kitchen(int number) => new(
        $"kitchen-{number}", Name("kitchen"), AreaKind.Kitchen, [new EquipmentPlan("fryer", Name("fryer"), [.. Enumerable.Range(0, Signals).Select(Signal)])]);

    private static SignalPlan Signal(int number) => new(
        $"s{number}", Name("signal"), Unit.Celsius, 0, 400, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Priority.Medium, TimeSpan.FromMinutes(5), ImmutableArray<AlarmRule>.Empty);

    private static Text Name(string text) => new(text, text);
}
