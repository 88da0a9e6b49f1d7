using BenchmarkDotNet.Attributes;
using Monitoring.Domain.Devices;
using Monitoring.Ingest.Devices;

namespace Monitoring.Benchmarks.Wire;

/// <summary>What it costs each message that devices may only be themselves, and don't go too fast; and what a sign-in costs.</summary>
[MemoryDiagnoser]
public class DeviceRightsBenchmark
{
    private readonly string own = new DeviceAddress("palu", "kitchen", "fryer-1").Topic;
    private readonly string topic = new DeviceAddress("palu", "kitchen", "fryer-1").Topic + "/oil_temp";
    private readonly string hash = DevicePassword.Hash("abcdefghijkmnpqrstuvwxyz23456789", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

    private readonly TokenBucket bucket = new(100_000_000, 1_000_000, TimeProvider.System);

    [Benchmark]
    public bool TopicOfItsOwn() => TopicRights.MayPublish(own, topic);

    [Benchmark]
    public TimeSpan Rate() => bucket.Take();

    [Benchmark]
    public bool SignIn() => DevicePassword.Matches(hash, "abcdefghijkmnpqrstuvwxyz23456789"u8);
}
