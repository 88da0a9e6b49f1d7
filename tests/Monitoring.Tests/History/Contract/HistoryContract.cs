using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using static Monitoring.Tests.History.Contract.SomePast;

namespace Monitoring.Tests.History.Contract;

/// <summary>What every <see cref="IReadingHistory"/> answers about the same readings, wherever they lie.</summary>
public abstract class HistoryContract(SomePast past)
{
    private const double Close = 1e-9;

    private IReadingHistory History => past.History;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_latest_reading_of_each_signal_comes_in_the_order_asked()
    {
        var latest = await History.LatestAsync([3, 1, 0, 1, 2], Cancellation);
        Assert.Equal([null, Of(1).Last(), Of(0).Last(), Of(1).Last(), Of(2).Last()], latest.AsEnumerable());
    }

    [Fact]
    public async Task Many_signals_at_once_are_answered_too() =>
        Assert.Equal(Enumerable.Repeat<Reading?>(Of(2).Last(), 100), (await History.LatestAsync([.. Enumerable.Repeat(2, 100)], Cancellation)).AsEnumerable());

    [Fact]
    public async Task Readings_come_back_as_they_were_kept_with_quality_and_origin_and_without_a_number_where_there_was_none() =>
        Assert.Equal(Of(0), (await History.ReadAsync(0, Start, End, 100_000, Cancellation)).AsEnumerable());

    [Fact]
    public async Task The_last_word_about_a_time_counts() =>
        Assert.Equal([new(2, Start, 3), new(2, Start + 1, 4, Quality.Uncertain), new(2, Start + 2, 1e-7), new(2, Start + 3, 1.5e17)], (await History.ReadAsync(2, 0, End, 10, Cancellation)).AsEnumerable());

    [Fact]
    public async Task A_range_begins_at_its_start_and_ends_before_its_end_and_the_limit_keeps_the_first()
    {
        Assert.Equal(Of(0, Start + 60_004, Start + 121_000).Take(7), (await History.ReadAsync(0, Start + 60_004, Start + 121_000, 7, Cancellation)).AsEnumerable());
        var (first, second) = (Of(1).ElementAt(5).Time, Of(1).ElementAt(6).Time);
        Assert.Equal([first], (await History.ReadAsync(1, first, second, 10, Cancellation)).Select(r => r.Time));
        Assert.Empty(await History.ReadAsync(3, 0, End, 10, Cancellation));
        Assert.Empty(await History.ReadAsync(0, End, End + 1, 10, Cancellation));
    }

    [Fact]
    public async Task The_last_value_before_a_time_is_not_the_one_at_it()
    {
        var gapEnd = Of(0, Start + 2_000_000).First().Time;
        Assert.Equal(Of(0, 0, gapEnd).Last(), await History.LastBeforeAsync(0, gapEnd, Cancellation));
        Assert.Equal(Of(1).Last(), await History.LastBeforeAsync(1, End + Day, Cancellation));
        Assert.Null(await History.LastBeforeAsync(0, Start, Cancellation));
        Assert.Null(await History.LastBeforeAsync(3, End, Cancellation));
    }

    [Theory]
    [InlineData(0, 0, 2 * Hour, 600)]
    [InlineData(0, 0, 2 * Hour, 7)]
    [InlineData(0, 1_234_567, 3_599_999, 13)]
    [InlineData(0, 0, 2 * Hour, 1)]
    [InlineData(0, -Hour, 3 * Hour, 10_000)]
    [InlineData(1, 0, Day, 48)]
    [InlineData(1, 0, 10 * Day, 240)]
    [InlineData(1, 0, 10 * Day, 10)]
    [InlineData(1, 0, 10 * Day, 1)]
    [InlineData(1, Hour, (9 * Day) + 60_000, 100)]
    [InlineData(1, 60_000, (9 * Day) + 60_000, 864)]
    [InlineData(1, 0, (9 * Day) + (30 * 60_000), 25)]
    [InlineData(1, 17, (9 * Day) + 11, 50)]
    [InlineData(1, 5 * Day, 40 * Day, 35)]
    [InlineData(3, 0, 10 * Day, 10)]
    public async Task A_range_in_buckets_has_each_reading_once_and_gaps_stay_gaps(int signal, long from, long to, int most)
    {
        var (grid, buckets) = (BucketGrid.Of(Start + from, Start + to, most), await History.RangeAsync(signal, Start + from, Start + to, most, Cancellation));
        Assert.Equal(grid.Count, buckets.Length);
        for (var i = 0; i < grid.Count; i++)
        {
            var start = Start + from + (i * grid.Width);
            var inside = Of(signal, start, Math.Min(start + grid.Width, Start + to)).ToArray();
            var values = inside.Where(r => r.Quality != Quality.Bad).Select(r => r.Value).DefaultIfEmpty(double.NaN).ToArray();
            var found = buckets[i];
            Assert.Equal((start, inside.Count(r => r.Quality != Quality.Bad), inside.Count(r => r.Quality == Quality.Bad)), (found.Start, found.Count, found.Bad));
            Assert.Equal((values.Min(), values.Max()), (found.Minimum, found.Maximum));
            Assert.True(double.IsNaN(values[0]) ? double.IsNaN(found.Mean) : Math.Abs(values.Average() - found.Mean) < Close * Math.Max(1, Math.Abs(found.Mean)), $"{found}");
        }
    }

    [Theory]
    [InlineData(Resolution.Minute)]
    [InlineData(Resolution.Hour)]
    public async Task Roll_ups_add_up_to_the_readings(Resolution resolution)
    {
        for (var signal = 0; signal < 4; signal++)
        {
            var expected = Of(signal).GroupBy(r => r.Time - (r.Time % resolution.Milliseconds())).ToDictionary(g => g.Key, g => g.ToArray());
            var rollups = await History.RollupsAsync(signal, resolution, Start, End, 100_000, Cancellation);
            Assert.Equal(rollups.Select(r => r.Start).Order(), rollups.Select(r => r.Start));
            Assert.Superset(expected.Keys.ToHashSet(), rollups.Select(r => r.Start).ToHashSet());
            Assert.All(rollups, rollup =>
            {
                var inside = expected.GetValueOrDefault(rollup.Start, []);
                var values = inside.Where(r => r.Quality != Quality.Bad).Select(r => r.Value).ToArray();
                Assert.False(rollup.IsEmpty);
                Assert.Equal((values.Length, inside.Length - values.Length), (rollup.Count, rollup.Bad));
                Assert.Equal(values.Sum(), rollup.Sum, 1e-6 * Math.Max(1, Math.Abs(rollup.Sum)));
                Assert.Equal((values.DefaultIfEmpty(double.NaN).Min(), values.DefaultIfEmpty(double.NaN).Max()), (rollup.Minimum, rollup.Maximum));
                Assert.InRange(rollup.Good, 0, resolution.Milliseconds());
            });
        }

        Assert.Equal(resolution.Milliseconds(), (await History.RollupsAsync(1, resolution, Start + Day + (2 * Hour), End, 1, Cancellation)).Single().Good);
    }

    [Fact]
    public async Task Roll_ups_of_a_part_begin_in_it_and_the_limit_keeps_the_first()
    {
        var all = await History.RollupsAsync(0, Resolution.Minute, Start, End, 100_000, Cancellation);
        Assert.Equal(all.Where(r => r.Start >= Start + 60_000).Take(3), await History.RollupsAsync(0, Resolution.Minute, Start + 1, Start + Hour, 3, Cancellation));
        Assert.Empty(await History.RollupsAsync(0, Resolution.Hour, End, End + Hour, 3, Cancellation));
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.RangeAsync(0, 5, 5, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.RangeAsync(0, -1, 5, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.RangeAsync(0, 0, 5, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.RangeAsync(0, 0, 5, 10_001, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.ReadAsync(0, 0, 5, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.ReadAsync(0, 0, long.MaxValue, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.RollupsAsync(0, Resolution.Hour, 0, 5, 100_001, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => History.LastBeforeAsync(0, -1, Cancellation));
    }

    [Fact]
    public async Task A_question_can_be_called_off() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => History.ReadAsync(0, Start, End, 100_000, new CancellationToken(canceled: true)));
}

public sealed class EmbeddedHistoryTests(EmbeddedPast past) : HistoryContract(past), IClassFixture<EmbeddedPast>;

public sealed class InfluxHistoryTests(InfluxPast past) : HistoryContract(past), IClassFixture<InfluxPast>;
