namespace Monitoring.Benchmarks.History;

/// <summary>A clock that is turned by hand: sealing waits for minutes to pass.</summary>
internal sealed class BenchmarkClock : TimeProvider
{
    private long ticks;

    public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeMilliseconds(StoreBenchmark.Start);

    public void Elapse(TimeSpan time) => ticks += time.Ticks;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks;
}
