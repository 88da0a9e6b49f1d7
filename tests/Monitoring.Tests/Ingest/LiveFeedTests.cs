using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Domain.Wire;
using Monitoring.Ingest;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Ingest;

public sealed class LiveFeedTests
{
    /// <summary>Two kitchens of the same build: signals 0 to 3 and 4 to 7.</summary>
    private static readonly Plan Plan = new("plan-1", [SomeKitchen.Plan.Facilities[0], SomeKitchen.Plan.Facilities[0] with { Id = "poso" }]);

    private static readonly TopicTable Topics = new(Plan);

    private readonly HeldStore store = new();
    private readonly ImmutableArray<RecordingGrain> kitchens = [new(), new()];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readings_reach_their_area_in_order_and_one_call_at_a_time()
    {
        using var feed = await StartAsync();
        for (var i = 0; i < 20_000; i++)
        {
            await PostAsync(feed, i % 2, i);
        }

        await feed.StopAsync(Cancellation);
        for (var area = 0; area < 2; area++)
        {
            Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (double)((i * 2) + area)), kitchens[area].Readings.Select(r => r.Value));
            Assert.Equal(1, kitchens[area].MostCallsAtOnce);
        }

        Assert.Equal(20_000, store.Readings.Count);
    }

    [Fact]
    public async Task A_cursor_never_passes_what_is_durable_and_never_goes_back()
    {
        store.Hold();
        using var feed = await StartAsync();
        await PostAsync(feed, 0, 1);
        await Device.Until(() => kitchens[0].Batches.Count == 1, "the area doesn't wait for the disk");
        Assert.Equal(0, kitchens[0].Batches[0].Cursor);
        store.Release();
        await PostAsync(feed, 0, 2);
        await feed.StopAsync(Cancellation);
        var cursors = kitchens[0].Batches.Select(b => b.Cursor).ToArray();
        Assert.Equal(cursors.Order(), cursors);
        Assert.Equal(2, cursors[^1]);
    }

    [Fact]
    public async Task An_area_that_lives_again_is_given_what_its_old_life_had_not_written_before_anything_new()
    {
        using var feed = await StartAsync();
        for (var i = 0; i < 100; i++)
        {
            await PostAsync(feed, 0, i);
        }

        await Device.Until(() => kitchens[0].Readings.Length == 100, "given to the first life");
        kitchens[0].LiveAgain(cursor: 40);
        await PostAsync(feed, 0, 100);
        await Device.Until(() => kitchens[0].Readings.Length == 61, "given to the second life");
        Assert.Equal(Enumerable.Range(40, 61).Select(i => (double)i), kitchens[0].Readings.Select(r => r.Value));
    }

    [Fact]
    public async Task A_stop_tells_a_silent_area_how_far_it_has_come()
    {
        store.Hold();
        using var feed = await StartAsync();
        await PostAsync(feed, 0, 1);
        await Device.Until(() => kitchens[0].Batches.Count == 1, "given");
        store.Release();
        await feed.StopAsync(Cancellation);
        Assert.Equal(1, kitchens[0].Cursor);
        Assert.Equal(1, kitchens[0].Checkpoints);
    }

    [Fact]
    public async Task A_jammed_area_holds_up_no_other_and_gets_everything_from_the_store_when_it_answers()
    {
        const int count = 50_000;
        using var feed = await StartAsync();
        kitchens[0].Fails = true;
        for (var i = 0; i < count; i++)
        {
            await PostAsync(feed, 0, i);
            await PostAsync(feed, 1, i);
        }

        await Device.Until(() => kitchens[1].Readings.Length == count, "the other area has all of its own");
        kitchens[0].Fails = false;
        await Device.Until(() => kitchens[0].Readings.Length > 0 && kitchens[0].Readings[^1].Value == count - 1, "the jammed one has caught up");
        var values = kitchens[0].Readings.Select(r => r.Value).Distinct().ToArray();
        Assert.Equal(Enumerable.Range(0, count).Select(i => (double)i), values);
        await PostAsync(feed, 0, count);
        await feed.StopAsync(Cancellation);
        Assert.Equal(count, kitchens[0].Readings[^1].Value);
    }

    [Fact]
    public async Task A_start_gives_each_area_what_it_lacks_before_anything_new()
    {
        var past = Enumerable.Range(0, 3_000).Select(i => ReadingOf(i % 2, i)).ToArray();
        await store.AppendAsync(past, Cancellation);
        kitchens[0].Cursor = 1_001;
        kitchens[1].Cursor = 2_998;
        using var feed = await StartAsync();
        Assert.Equal(past.Skip(1_001).Where(r => r.Signal == 0), kitchens[0].Readings);
        Assert.Equal(past[2_999], Assert.Single(kitchens[1].Readings));
        Assert.Equal(3_000, kitchens[1].Batches[^1].Cursor);
        await feed.StopAsync(Cancellation);
    }

    [Fact]
    public async Task An_area_that_does_not_answer_at_the_start_catches_up_later()
    {
        await store.AppendAsync(new[] { ReadingOf(0, 1), ReadingOf(1, 2) }, Cancellation);
        kitchens[0].Fails = true;
        using var feed = await StartAsync();
        Assert.Equal(2, Assert.Single(kitchens[1].Readings).Value);
        await PostAsync(feed, 0, 3);
        kitchens[0].Fails = false;
        await Device.Until(() => kitchens[0].Readings.Length == 2, "it has both");
        Assert.Equal([1d, 3d], kitchens[0].Readings.Select(r => r.Value));
        await feed.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_jammed_area_for_more_than_ten_seconds()
    {
        using var feed = await StartAsync();
        kitchens[0].Fails = true;
        await PostAsync(feed, 0, 1);
        var started = TimeProvider.System.GetTimestamp();
        await feed.StopAsync(Cancellation);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static Reading ReadingOf(int area, double value) => new(area * 4, SomeKitchen.Noon + (long)value, value);

    private static ValueTask PostAsync(LiveFeed feed, int area, double value) =>
        feed.PostAsync(new Arrival(area, SomeKitchen.Noon * TimeSpan.TicksPerMillisecond, ReadingOf(area, value), null, null, null, -1));

    private async Task<LiveFeed> StartAsync()
    {
        var feed = new LiveFeed(Plan, Topics, store, area => kitchens[Topics.Areas.IndexOf(area)], TimeProvider.System, NullLogger<LiveFeed>.Instance);
        await feed.StartAsync(Cancellation);
        return feed;
    }
}
