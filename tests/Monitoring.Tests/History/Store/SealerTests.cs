using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store;

public sealed class SealerTests : IDisposable
{
    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_slot_is_sealed_two_minutes_after_its_end_and_the_next_one_stays()
    {
        using var store = folder.Open();
        await store.KeepAsync(Seconds(0, 650));
        folder.TurnTo(Start + 719_999);
        Assert.Equal(0, await new Sealer(store).SealAsync(Cancellation));
        folder.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(600, await new Sealer(store).SealAsync(Cancellation));
        Assert.Equal(50, store.HotRows());
        Assert.Equal(50, store.Tail.Count);
        Assert.Equal(Seconds(0, 650), await store.ReadAllAsync(0));
    }

    [Fact]
    public async Task A_reading_that_has_just_become_durable_is_not_sealed_however_old_it_is()
    {
        using var store = folder.Open();
        await store.KeepAsync(Seconds(0, 10, Start - 86_400_000));
        folder.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(0, await new Sealer(store).SealAsync(Cancellation));
        var last = await store.KeepAsync(Seconds(1, 5, Start - 86_400_000));
        folder.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(10, await new Sealer(store).SealAsync(Cancellation));
        Assert.Equal(5, (await store.AllAfterAsync(last - 5)).Length);
    }

    [Fact]
    public async Task A_late_reading_beats_the_sealed_one_of_the_same_time_before_and_after_it_is_merged()
    {
        using var store = folder.Open();
        await store.KeepAsync(Seconds(0, 600));
        await store.SealAllAsync(folder);
        var expected = Seconds(0, 600);
        expected[300] = expected[300] with { Value = -7.5 };
        await store.KeepAsync(expected[300]);
        Assert.Equal(expected, await store.ReadAllAsync(0));
        await AssertHourAsync(store, -7.5, 600);

        await store.SealAllAsync(folder);
        Assert.Equal(expected, await store.ReadAllAsync(0));
        await AssertHourAsync(store, -7.5, 600);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public async Task A_seal_interrupted_between_blocks_and_rows_is_finished_after_the_restart(int rowsGone)
    {
        var readings = Seconds(0, 1000);
        readings[999] = readings[3] with { Value = 55.5 };
        Array.Sort(readings, 0, 999, Comparer<Reading>.Create((x, y) => y.Value.CompareTo(x.Value)));
        using (var store = folder.Open())
        {
            var last = await store.KeepAsync(readings);
            folder.TurnTo(Start + 3_600_000);
            var sealer = new Sealer(store);
            await sealer.PutBlocksAsync(last, sealer.Cutoff(), Cancellation);
            await store.Writer.WriteAsync(c => HotTable.Delete(c, 0, last - 1000 + rowsGone, sealer.Cutoff()));
        }

        var expected = readings.GroupBy(r => r.Time).Select(g => g.Last()).OrderBy(r => r.Time).ToArray();
        using var again = folder.Open();
        Assert.Equal(1000 - rowsGone, again.HotRows());
        Assert.Equal(expected, await again.ReadAllAsync(0));
        await again.SealAllAsync(folder);
        Assert.Equal(0, again.HotRows());
        Assert.Equal(expected, await again.ReadAllAsync(0));
    }

    [Fact]
    public async Task Too_many_unsealed_readings_are_sealed_before_their_slot_is_over()
    {
        using var store = folder.Open(o => o.TailBound = 100);
        await store.KeepAsync(Seconds(0, 300));
        folder.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(300, await new Sealer(store).SealAsync(Cancellation));
        await store.KeepAsync(Seconds(0, 300, Start + 300_000));
        await store.SealAllAsync(folder);
        Assert.Equal(600, (await store.ReadAllAsync(0)).Length);
    }

    [Fact]
    public async Task A_damaged_block_is_a_gap_and_the_readings_around_it_are_there()
    {
        using var store = folder.Open();
        await store.KeepAsync(Seconds(0, 1800));
        await store.SealAllAsync(folder);
        await store.Writer.WriteAsync(c => Statement.Run(c, $"UPDATE block SET data = zeroblob(300) WHERE id = {Slot.Key(1, Slot.Of(Start) + 1)}"));
        Assert.Equal(Seconds(0, 1800).Where((_, i) => i is < 600 or >= 1200), await store.ReadAllAsync(0));
    }

    [Fact]
    public async Task Rows_of_a_signal_that_left_the_plan_are_sealed_too()
    {
        using (var store = folder.Open())
        {
            await store.KeepAsync(Seconds(2, 100));
        }

        using var again = folder.Open(plan: PlanOf(["a"]));
        await again.SealAllAsync(folder);
        Assert.Equal(0, again.HotRows());
    }

    private static async Task AssertHourAsync(ReadingStore store, double minimum, long count)
    {
        Bucket bucket = Assert.Single(await new ReadingHistory(store).RangeAsync(0, Start, Start + 3_600_000, 1, Cancellation));
        Assert.Equal((minimum, count), (bucket.Minimum, bucket.Count));
    }
}
