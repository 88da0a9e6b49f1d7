using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Ingest.Devices;

namespace Monitoring.Tests.Devices;

public sealed class TokenBucketTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_burst_passes_at_once_and_then_each_waits_for_its_turn()
    {
        var bucket = new TokenBucket(10, 3, time);
        double[] waits = [.. Enumerable.Range(0, 6).Select(_ => bucket.Take().TotalMilliseconds)];
        Assert.Equal([0, 0, 0, 100, 200, 300], waits);
    }

    [Fact]
    public void Time_fills_it_up_to_the_burst_and_no_further()
    {
        var bucket = new TokenBucket(10, 3, time);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => bucket.TryTake()));
        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(2, Enumerable.Range(0, 10).Count(_ => bucket.TryTake()));
    }

    [Fact]
    public void However_it_is_asked_no_more_pass_than_the_burst_and_the_rate() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[1, 50], Gen.Int[0, 400].Array[1, 100]).Sample((rate, burst, pauses) =>
        {
            var clock = new FakeTimeProvider();
            var bucket = new TokenBucket(rate, burst, clock);
            var passed = 0;
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                for (var i = 0; i < 20; i++)
                {
                    passed += bucket.TryTake() ? 1 : 0;
                }
            }

            return passed <= burst + (rate * pauses.Sum() / 1000.0) + 1;
        });

    [Fact]
    public void Asked_by_many_at_once_it_gives_each_token_once()
    {
        var bucket = new TokenBucket(1, 10_000, time);
        var passed = 0;
        Parallel.For(0, 20_000, _ =>
        {
            if (bucket.TryTake())
            {
                Interlocked.Increment(ref passed);
            }
        });
        Assert.Equal(10_000, passed);
    }
}
