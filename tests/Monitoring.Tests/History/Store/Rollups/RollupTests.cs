using CsCheck;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store;
using Monitoring.History.Store.Rollups;
using Monitoring.History.Store.Shipping;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store.Rollups;

public sealed class RollupTests : IDisposable
{
    private const long Hour = 3_600_000;

    private static readonly Quality[] Qualities = [Quality.Good, Quality.Good, Quality.Uncertain, Quality.Bad];

    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Minutes_are_encoded_and_decoded_without_loss()
    {
        var cells = Gen.Select(Gen.Long[0, 1000], Gen.Long[0, 5], Gen.Int[-5_000, 5_000], Gen.Int[0, 1_000], Gen.Long[0, 60_000], Gen.Long[0, 60_000]);
        await cells.Array[1, 10].SampleAsync(
            values =>
            {
                List<Rollup> minutes = [.. values.Select((v, i) => v.Item1 == 0
                    ? Rollup.Empty(Start + (i * 60_000L)) with { Bad = 1, Good = v.Item5 }
                    : new Rollup(Start + (i * 60_000L), v.Item1, v.Item2, v.Item3 / 10.0, v.Item3 / 100.0, (v.Item3 + v.Item4) / 100.0, v.Item5, new TimeOutside(0, v.Item6, 0, v.Item6 / 2)))];
                Assert.Equal(minutes, MinuteCodec.Decode(MinuteCodec.Encode(minutes), Slot.Of(Start)));
                return Task.CompletedTask;
            },
            iter: 200);
    }

    [Fact]
    public async Task Damaged_minutes_are_refused_not_believed()
    {
        using var store = folder.Open();
        await store.KeepAsync(Seconds(0, 600));
        await store.SealAllAsync(folder);
        var data = MinuteCodec.Encode([.. await MinutesAsync(store)]);
        for (var i = 0; i < data.Length; i++)
        {
            Assert.ThrowsAny<Exception>(() => MinuteCodec.Decode(data.AsSpan(0, i), Slot.Of(Start)));
        }
    }

    [Fact]
    public async Task What_is_sealed_has_its_minutes_and_hours_at_once_and_late_readings_change_them()
    {
        using var store = folder.Open();
        await store.KeepAsync(Seconds(0, 1_200));
        await store.SealAllAsync(folder);
        var before = await HoursAsync(store);
        Assert.Equal((1_200, 1_200_000), (before.Sum(h => h.Count), before.Sum(h => h.Good)));

        await store.KeepAsync(new Reading(0, Start + 300_500, 250), new Reading(0, Start + 301_000, double.NaN, Quality.Bad));
        await store.SealAllAsync(folder, Start + (2 * Hour));
        var after = await HoursAsync(store);
        Assert.Equal((1_200, 1, 250.0, 1_199_000), (after.Sum(h => h.Count), after.Sum(h => h.Bad), after.Max(h => h.Maximum), after.Sum(h => h.Good)));
    }

    [Fact]
    public async Task A_value_that_a_person_entered_stands_for_a_day_also_when_the_next_comes_later()
    {
        using var store = folder.Open();
        await store.KeepAsync(new Reading(0, Start, 5), new Reading(0, Start + (60 * Hour), 6));
        await store.SealAllAsync(folder, Start + (62 * Hour));
        var minutes = await MinutesAsync(store);
        Assert.Equal((24 * Hour) + 600_000, minutes.Sum(m => m.Good));
        Assert.Equal(24 * Hour, minutes.Where(m => m.Start < Start + (30 * Hour)).Sum(m => m.Good));
    }

    [Fact]
    public async Task What_stood_until_a_late_reading_said_otherwise_stands_no_longer()
    {
        using var store = folder.Open();
        await store.KeepAsync(new Reading(0, Start, 5), new Reading(0, Start + 2_400_000, 5));
        await store.SealAllAsync(folder);
        Assert.Equal(3_000_000, (await MinutesAsync(store)).Sum(m => m.Good));
        await store.KeepAsync(new Reading(0, Start + 720_000, double.NaN, Quality.Bad));
        await store.SealAllAsync(folder, Start + (2 * Hour));
        Assert.Equal(720_000 + 600_000, (await MinutesAsync(store)).Sum(m => m.Good));
        Assert.Equal(720_000 + 600_000, (await HoursAsync(store)).Sum(m => m.Good));
    }

    [Fact]
    public async Task Late_readings_of_an_hour_whose_minutes_are_gone_come_on_top_each_time()
    {
        using var store = folder.Open(o => (o.Retention, o.MinuteRetention) = (TimeSpan.FromDays(1), TimeSpan.FromDays(1)));
        await store.KeepAsync(Seconds(0, 600));
        await store.SealAllAsync(folder);
        folder.TurnTo(Start + (72 * Hour));
        await new Retention(store).EnforceAsync(Cancellation);
        Assert.Empty(await MinutesAsync(store));
        foreach (var late in new[] { 500L, 60_500L })
        {
            await store.KeepAsync(new Reading(0, Start + late, 1));
            await store.SealAllAsync(folder, Start + (72 * Hour));
        }

        Assert.Equal(602, (await HoursAsync(store)).Sum(h => h.Count));
    }

    [Fact]
    public async Task Once_readings_are_too_old_their_roll_ups_answer_for_them_and_a_late_one_comes_on_top()
    {
        using var store = folder.Open(o => o.Retention = TimeSpan.FromDays(1));
        await store.KeepAsync(Seconds(0, 7_200));
        await store.SealAllAsync(folder, Start + (2 * Hour));
        var history = new ReadingHistory(store);
        var (from, to) = (Start / Hour * Hour, (Start / Hour * Hour) + (4 * Hour));
        var kept = await history.RangeAsync(0, from, to, 4, Cancellation);
        var minutes = await MinutesAsync(store);

        folder.TurnTo(Start + (48 * Hour));
        await new Retention(store).EnforceAsync(Cancellation);
        Assert.Empty(await history.ReadAsync(0, from, to, 100_000, Cancellation));
        Assert.Equal(kept.AsEnumerable(), (await history.RangeAsync(0, from, to, 4, Cancellation)).AsEnumerable());
        Assert.Equal(120, (await history.RangeAsync(0, Start, Start + (2 * Hour), 120, Cancellation)).Count(b => b.Count == 60));
        Assert.Equal(minutes, await MinutesAsync(store));

        await store.KeepAsync(new Reading(0, Start + 30_500, 299));
        await store.SealAllAsync(folder, Start + (48 * Hour));
        var late = await MinutesAsync(store);
        Assert.Equal(minutes[0] with { Count = 61, Sum = minutes[0].Sum + 299, Maximum = 299 }, late[0]);
        Assert.Equal(minutes[1..], late[1..]);
        Assert.Equal(7_201, (await HoursAsync(store)).Sum(h => h.Count));
    }

    [Fact]
    public async Task Each_resolution_goes_at_its_own_age()
    {
        using var store = folder.Open(o => (o.Retention, o.MinuteRetention, o.HourRetention) = (TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(3)));
        await store.KeepAsync(Seconds(0, 600));
        await store.SealAllAsync(folder);
        var retention = new Retention(store);
        foreach (var (days, hasMinutes, hasHours) in new[] { (1.5, true, true), (2.5, false, true), (3.5, false, false) })
        {
            folder.TurnTo(Start + (long)(days * 24 * Hour));
            await retention.EnforceAsync(Cancellation);
            Assert.Equal((hasMinutes, hasHours), ((await MinutesAsync(store)).Count > 0, (await HoursAsync(store)).Count > 0));
        }
    }

    [Fact]
    public async Task Under_the_size_cap_old_minutes_go_before_the_readings_of_the_last_day_do()
    {
        using var store = folder.Open(o => o.Retention = TimeSpan.FromDays(1));
        await store.KeepAsync([.. Enumerable.Range(0, 20 * 1_440).Select(i => new Reading(0, Start + (i * 60_000L), i / 7.0))]);
        await store.SealAllAsync(folder, Start + (480 * Hour));
        await store.KeepAsync(Seconds(0, 600, Start + (485 * Hour)));
        await store.SealAllAsync(folder, Start + (486 * Hour));
        var retention = new Retention(store);
        await retention.EnforceAsync(Cancellation);
        var (minutes, hours, readings) = (await MinutesAsync(store), await HoursAsync(store), await store.ReadAllAsync(0));

        await store.Writer.WriteAsync(c => ShipTable.PutRange(c, store.Map.SeriesOf(0), Slot.Of(Start), Slot.Of(Start + (486 * Hour))));
        store.Options.SizeCap = UsedBytes(store) * 3 / 4;
        await retention.EnforceAsync(Cancellation);
        Assert.InRange(UsedBytes(store), 1, store.Options.SizeCap);
        var left = await MinutesAsync(store);
        Assert.InRange(left.Count, 1, minutes.Count * 9 / 10);

        // InfluxDB is never told that deleted minutes are none.
        Assert.InRange(store.MinutesSince, Slot.Of(Start) + 1, Slot.Of(left[0].Start));
        using (var connection = store.File.OpenReader())
        {
            Assert.NotEmpty(ShipTable.Next(connection, 0, 10_000));
            Assert.All(ShipTable.Next(connection, 0, 10_000), s => Assert.True(s.Id >> 32 >= store.MinutesSince));
        }

        Assert.Equal(hours, await HoursAsync(store));
        Assert.Equal(readings.Where(r => r.Time >= Start + (485 * Hour)), (await store.ReadAllAsync(0)).Where(r => r.Time >= Start + (485 * Hour)));
    }

    [Fact]
    public async Task Blocks_that_an_earlier_version_sealed_get_their_roll_ups_once()
    {
        List<Rollup> expected;
        using (var store = folder.Open())
        {
            await store.KeepAsync(Seconds(0, 5_000));
            await store.KeepAsync(Seconds(1, 700));
            await store.SealAllAsync(folder, Start + (2 * Hour));
            expected = await MinutesAsync(store);
            await store.Writer.WriteAsync(c => Statement.Run(c, "DELETE FROM minute; DELETE FROM hour; DELETE FROM meta WHERE k = 'rollups_done'; UPDATE meta SET v = 1 WHERE k = 'format'"));
        }

        using var again = folder.Open();
        Assert.False(again.HasRollups);
        Assert.Equal(5_000, (await new ReadingHistory(again).RangeAsync(0, Start, Start + (3 * Hour), 1, Cancellation))[0].Count);
        using var backfill = new RollupBackfill(again);
        Assert.Equal(11, await backfill.RunAsync(Cancellation));
        Assert.Equal(expected, await MinutesAsync(again));
        Assert.Equal(5_000, (await HoursAsync(again)).Sum(h => h.Count));
        Assert.True(again.HasRollups);
    }

    /// <summary>Any mix of late, repeated and bad readings, sealed anywhere: minutes, hours and buckets over hours are those of a plain list.</summary>
    [Fact]
    public async Task Whatever_is_sealed_when_roll_ups_are_those_of_a_plain_list()
    {
        var reading = Gen.Select(Gen.Long[0, 12_000], Gen.Int[0, 400], Gen.Int[0, 3], (second, value, quality) => new Reading(0, Start + (second * 1000), value / 10.0, Qualities[quality]));
        var step = Gen.Select(reading.Array[1, 200], Gen.Int[0, 5]);
        await Gen.Select(step.Array[1, 6], Gen.Long[-2 * Hour, Hour], Gen.Int[1, 5]).SampleAsync(
            async (steps, offset, buckets) =>
            {
                using var place = new StoreFolder();
                using var store = place.Open();
                SortedDictionary<long, Reading> plain = [];
                foreach (var (readings, then) in steps)
                {
                    await store.KeepAsync(readings);
                    Array.ForEach(readings, r => plain[r.Time] = r);
                    if (then < 4)
                    {
                        place.TurnTo(Start + (then * 3_000_000));
                        await new Sealer(store).SealAsync(Cancellation);
                    }
                }

                var counted = await MinutesAsync(store);
                Assert.Equal(Naive(plain.Values).Where(m => m.Count + m.Bad > 0).Select(Counts), counted.Where(m => m.Count + m.Bad > 0).Select(Counts));
                await CompareAsync(store, plain.Values, Start + offset, buckets);

                await store.SealAllAsync(place, Start + (5 * Hour));
                Assert.Equal(Naive(plain.Values), await MinutesAsync(store));
                var hours = Naive(plain.Values).GroupBy(m => m.Start / Hour).Select(g => g.Aggregate(Rollup.Empty(g.Key * Hour), (sum, m) => sum.Plus(m)));
                Assert.Equal(hours.Select(h => h with { Sum = Math.Round(h.Sum, 6) }), (await HoursAsync(store)).Select(h => h with { Sum = Math.Round(h.Sum, 6) }));
                await CompareAsync(store, plain.Values, Start + offset, buckets);
            },
            iter: 60);
    }

    private static long UsedBytes(ReadingStore store)
    {
        using var connection = store.File.OpenReader();
        return (Statement.Scalar(connection, "PRAGMA page_count") - Statement.Scalar(connection, "PRAGMA freelist_count")) * 8_192;
    }

    private static (long, long, long, double, double) Counts(Rollup minute) => (minute.Start, minute.Count, minute.Bad, minute.Minimum, minute.Maximum);

    private static async Task CompareAsync(ReadingStore store, IEnumerable<Reading> plain, long from, int buckets)
    {
        var to = from + (4 * Hour);
        var answer = await new ReadingHistory(store).RangeAsync(0, from, to, buckets, Cancellation);
        var grid = BucketGrid.Of(from, to, buckets);
        Assert.Equal(grid.Count, answer.Length);
        for (var i = 0; i < answer.Length; i++)
        {
            var inside = plain.Where(r => r.Time >= from + (i * grid.Width) && r.Time < Math.Min(to, from + ((i + 1) * grid.Width))).ToList();
            var good = inside.Where(r => r.Quality != Quality.Bad).Select(r => r.Value).ToList();
            Assert.Equal((from + (i * grid.Width), good.Count, inside.Count - good.Count), (answer[i].Start, answer[i].Count, answer[i].Bad));
            Assert.Equal(good.DefaultIfEmpty(double.NaN).Min(), answer[i].Minimum);
            Assert.Equal(good.DefaultIfEmpty(double.NaN).Max(), answer[i].Maximum);
            Assert.Equal(good.DefaultIfEmpty(double.NaN).Average(), answer[i].Mean, 1e-6);
        }
    }

    // The last reading stands to the end of its own slot at most: further, only the next one can tell.
    private static List<Rollup> Naive(IReadOnlyCollection<Reading> readings)
    {
        var cells = (int)((Slot.Start(Slot.Of(readings.Last().Time) + 1) - Start) / 60_000);
        var sums = new RollupSums(Start, cells, 60_000, Coverage.GapAfter(PlanOf(["a"]).Signals[0].Plan), SignalLimits.None);
        foreach (var reading in readings)
        {
            sums.Add(reading.Time, reading.Value, reading.Quality);
        }

        return sums.End();
    }

    private static async Task<List<Rollup>> MinutesAsync(ReadingStore store) => [.. await new ReadingHistory(store).RollupsAsync(0, Resolution.Minute, 0, Slot.EndOfTime, 100_000, Cancellation)];

    private static async Task<List<Rollup>> HoursAsync(ReadingStore store) => [.. await new ReadingHistory(store).RollupsAsync(0, Resolution.Hour, 0, Slot.EndOfTime, 100_000, Cancellation)];
}
