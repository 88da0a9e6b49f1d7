using CsCheck;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store;

public sealed class ReadingHistoryTests : IDisposable
{
    private static readonly Quality[] Qualities = [Quality.Good, Quality.Uncertain, Quality.Bad];

    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_gap_stays_a_gap_and_bad_readings_are_counted_apart(bool isSealed)
    {
        using var store = folder.Open();
        await store.KeepAsync(
            new(0, Start, 10), new(0, Start + 1000, 20), new(0, Start + 2000, 999, Quality.Bad),
            new(0, Start + 30_000, double.NaN, Quality.Bad), new(0, Start + 59_999, 5, Quality.Uncertain), new(1, Start + 15_000, 7));
        if (isSealed)
        {
            await store.SealAllAsync(folder);
        }

        var buckets = await new ReadingHistory(store).RangeAsync(0, Start, Start + 60_000, 6, Cancellation);
        Assert.Equal(
            [
                new(Start, 10, 15, 20, 2, 1), new(Start + 10_000, double.NaN, double.NaN, double.NaN, 0, 0), new(Start + 20_000, double.NaN, double.NaN, double.NaN, 0, 0),
                new(Start + 30_000, double.NaN, double.NaN, double.NaN, 0, 1), new(Start + 40_000, double.NaN, double.NaN, double.NaN, 0, 0), new(Start + 50_000, 5, 5, 5, 1, 0),
            ],
            buckets.AsEnumerable());
    }

    [Fact]
    public async Task The_latest_reading_is_the_newest_by_its_own_time_before_and_after_sealing_and_restart()
    {
        Reading newest = new(0, Start + 5000, 42);
        using (var store = folder.Open())
        {
            await store.KeepAsync(newest, new(1, Start, 1));
            await store.KeepAsync(new(0, Start + 1000, 3, Quality.Good, Origin.History), new(1, Start, 2));
            Assert.Equal([newest, new Reading(1, Start, 2), null], (await new ReadingHistory(store).LatestAsync([0, 1, 2], Cancellation)).AsEnumerable());
            await store.SealAllAsync(folder);
            Assert.Equal([newest], (await new ReadingHistory(store).LatestAsync([0], Cancellation)).AsEnumerable());
        }

        using var again = folder.Open();
        await again.KeepAsync(new Reading(0, Start + 2000, 4));
        Assert.Equal([null, new Reading(1, Start, 2), newest], (await new ReadingHistory(again).LatestAsync([2, 1, 0], Cancellation)).AsEnumerable());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_reading_before_a_time_is_found_however_long_before(bool isSealed)
    {
        using var store = folder.Open();
        await store.KeepAsync(new(0, Start, 1), new(0, Start + 1000, 2), new(0, Start + 1_300_000, 3), new(1, Start + 5, 9));
        if (isSealed)
        {
            await store.SealAllAsync(folder);
        }

        var history = new ReadingHistory(store);
        Assert.Null(await history.LastBeforeAsync(0, Start, Cancellation));
        Assert.Equal(1, (await history.LastBeforeAsync(0, Start + 1000, Cancellation))?.Value);
        Assert.Equal(2, (await history.LastBeforeAsync(0, Start + 1_300_000, Cancellation))?.Value);
        Assert.Equal(3, (await history.LastBeforeAsync(0, Start + 86_400_000, Cancellation))?.Value);
    }

    [Fact]
    public async Task A_read_ends_at_its_limit_and_its_end()
    {
        using var store = folder.Open();
        var readings = Seconds(0, 1500);
        await store.KeepAsync(readings[..1300]);
        await store.SealAllAsync(folder, Start + 1_300_000);
        await store.KeepAsync(readings[1300..]);
        var history = new ReadingHistory(store);
        Assert.Equal(readings[100..1450], (await history.ReadAsync(0, Start + 100_000, Start + 1_450_000, 100_000, Cancellation)).AsEnumerable());
        Assert.Equal(readings[100..800], (await history.ReadAsync(0, Start + 100_000, Start + 1_450_000, 700, Cancellation)).AsEnumerable());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => history.ReadAsync(0, Start, Start, 1, Cancellation));
    }

    /// <summary>Any mix of late, repeated and bad readings, sealed and reopened anywhere, must answer as a plain list would.</summary>
    [Fact]
    public async Task Whatever_is_sealed_when_answers_are_those_of_a_plain_list()
    {
        var reading = Gen.Select(
            Gen.Long[0, 2_400], Gen.OneOf(Gen.Int[0, 400].Select(i => i / 10.0), Gen.Double[-1e3, 1e3]), Gen.Int[0, 2].Select(i => Qualities[i]),
            (second, value, quality) => new Reading(0, Start + (second * 1000), value, quality));
        var step = Gen.Select(reading.Array[1, 300], Gen.Int[0, 5]);
        await Gen.Select(step.Array[1, 8], Gen.Int[1, 60], Gen.Long[0, 1_000_000], Gen.Long[1, 2_500_000]).SampleAsync(
            async (steps, buckets, offset, length) =>
            {
                using var place = new StoreFolder();
                SortedDictionary<long, Reading> expected = [];
                var store = place.Open();
                foreach (var (readings, then) in steps)
                {
                    await store.KeepAsync(readings);
                    Array.ForEach(readings, r => expected[r.Time] = r);
                    if (then == 0)
                    {
                        store.Dispose();
                        store = place.Open();
                    }
                    else if (then < 4)
                    {
                        place.TurnTo(Start + (then * 700_000));
                        await new Sealer(store).SealAsync(Cancellation);
                    }
                }

                Assert.Equal(expected.Values, await store.ReadAllAsync(0));
                Assert.Equal(expected.Values.Last(), (await new ReadingHistory(store).LatestAsync([0], Cancellation))[0]);
                var answer = await new ReadingHistory(store).RangeAsync(0, Start + offset, Start + offset + length, buckets, Cancellation);
                Compare(Naive([.. expected.Values], Start + offset, length, buckets), answer.AsSpan());
                store.Dispose();
            },
            iter: 60);
    }

    private static Bucket[] Naive(Reading[] readings, long from, long length, int buckets)
    {
        var grid = BucketGrid.Of(from, from + length, buckets);
        return [.. Enumerable.Range(0, grid.Count).Select(i =>
        {
            var start = from + (i * grid.Width);
            var inside = readings.Where(r => r.Time >= start && r.Time < Math.Min(from + length, start + grid.Width)).ToList();
            var good = inside.Where(r => r.Quality != Quality.Bad).Select(r => r.Value).DefaultIfEmpty(double.NaN).ToList();
            var count = inside.Count(r => r.Quality != Quality.Bad);
            return new Bucket(start, good.Min(), good.Average(), good.Max(), count, inside.Count - count);
        })];
    }

    private static void Compare(ReadOnlySpan<Bucket> expected, ReadOnlySpan<Bucket> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i] with { Mean = 0 }, actual[i] with { Mean = 0 });
            Assert.Equal(expected[i].Mean, actual[i].Mean, 1e-9);
        }
    }
}
