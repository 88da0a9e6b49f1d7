using BenchmarkDotNet.Attributes;
using Monitoring.Domain.Devices;
using Monitoring.Ingest.Devices;

namespace Monitoring.Benchmarks.Wire;

/// <summary>What it costs each message that devices may only be themselves, and don't go too fast; and what a sign-in costs.</summary>
[MemoryDiagnoser]
public class DeviceRightsBenchmark
{
    private static readonly string Own = new DeviceAddress("palu", "kitchen", "fryer-1").Topic;
    private static readonly string Topic = string.Concat(Own, "/oil_temp");
    private static readonly string Hash = DevicePassword.Hash("abcdefghijkmnpqrstuvwxyz23456789", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

    private readonly TokenBucket bucket = new(100_000_000, 1_000_000, TimeProvider.System);

    [Benchmark]
    public bool TopicOfItsOwn() => TopicRights.MayPublish(Own, Topic);

    [Benchmark]
    public TimeSpan Rate() => bucket.Take();

    [Benchmark]
    public bool SignIn() => DevicePassword.Matches(Hash, "abcdefghijkmnpqrstuvwxyz23456789"u8);
}
