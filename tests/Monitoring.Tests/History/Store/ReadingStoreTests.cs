using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store;

public sealed class ReadingStoreTests : IDisposable
{
    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Appends_get_consecutive_sequences_in_the_order_of_the_calls_and_come_back_in_it()
    {
        using var store = folder.Open();
        List<Append> appends = [];
        for (var i = 0; i < 200; i++)
        {
            appends.Add(await store.AppendAsync(Seconds(i % 3, 1 + (i % 7), Start + (i * 10_000)), Cancellation));
        }

        await Task.WhenAll(appends.Select(a => a.Committed));

        Assert.All(appends.Zip(appends.Skip(1)), pair => Assert.Equal(pair.First.Last + 1, pair.Second.First));
        Assert.Equal(appends[^1].Last, store.CommittedSequence);
        var all = await store.AllAfterAsync(0);
        Assert.Equal(appends.Sum(a => a.Last - a.First + 1), all.Length);
        Assert.Equal(all.Select(r => r.Sequence).Order(), all.Select(r => r.Sequence));
        Assert.Equal(all[10..], await store.AllAfterAsync(all[9].Sequence));
    }

    [Fact]
    public async Task Every_part_of_a_reading_survives_a_restart()
    {
        Reading[] readings =
        [
            new(0, Start, 146.3), new(1, Start, -0.0), new(2, Start, double.NaN, Quality.Bad), new(0, Start + 1, 900, Quality.Bad, Origin.History),
            new(1, Start + 1, 0.1 + 0.2, Quality.Uncertain), new(2, Start + 1, double.MaxValue), new(2, Start + 2, 5e-324, Quality.Good, Origin.History),
        ];
        string id;
        using (var store = folder.Open())
        {
            id = store.Id;
            await store.KeepAsync(readings);
        }

        using var again = folder.Open();
        Assert.Equal(id, again.Id);
        Assert.Equal(readings, (await again.AllAfterAsync(0)).Select(r => r.Reading));
    }

    [Fact]
    public async Task A_sequence_is_never_given_twice_though_hot_is_empty_or_its_reading_was_lost()
    {
        long last;
        using (var store = folder.Open())
        {
            last = await store.KeepAsync(Seconds(0, 100));
            await store.SealAllAsync(folder);
            Assert.Equal(0, store.HotRows());
        }

        // As after a power cut: the last commits, though their sequences were handed out, never reached the disk.
        long lost;
        using (var store = folder.Open())
        {
            System.IO.File.Copy(folder.File, folder.File + ".before");
            System.IO.File.Copy(folder.File + "-wal", folder.File + ".before-wal");
            lost = await store.KeepAsync(Seconds(0, 5));
            Assert.True(lost > last);
        }

        System.IO.File.Move(folder.File + ".before", folder.File, overwrite: true);
        System.IO.File.Move(folder.File + ".before-wal", folder.File + "-wal", overwrite: true);
        using var again = folder.Open();
        Assert.Empty(await again.AllAfterAsync(0));
        Assert.True(await again.KeepAsync(Seconds(0, 1)) > lost);
    }

    [Fact]
    public async Task An_append_waits_while_the_queue_is_full_and_one_that_is_cancelled_leaves_no_gap()
    {
        using var store = folder.Open(o => o.QueueBound = 10);
        using var disk = new ManualResetEventSlim();
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stall = store.Writer.WriteAsync(_ =>
        {
            stalled.SetResult();
            disk.Wait(Cancellation);
        });
        await stalled.Task;
        var first = await store.AppendAsync(Seconds(0, 8), Cancellation);
        using var patience = new CancellationTokenSource();
        var given = store.AppendAsync(Seconds(1, 8), patience.Token).AsTask();
        var waiting = store.AppendAsync(Seconds(2, 8), Cancellation).AsTask();
        var small = store.AppendAsync(Seconds(2, 1, Start + 60_000), Cancellation).AsTask();
        Assert.False(given.IsCompleted || waiting.IsCompleted || small.IsCompleted);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        disk.Set();
        await stall;
        await first.Committed;
        Assert.Equal(first.Last + 1, (await waiting).First);
        Assert.Equal((await waiting).Last + 1, (await small).First);
        await (await small).Committed;
        Assert.Equal(17, (await store.AllAfterAsync(0)).Length);
        await StoreSteps.EventuallyAsync(() => store.Health.Backlog == 0);
    }

    [Fact]
    public async Task Closing_commits_what_was_taken_and_takes_no_more()
    {
        var store = folder.Open();
        using var disk = new ManualResetEventSlim();
        _ = store.Writer.WriteAsync(_ => disk.Wait(Cancellation));
        var taken = await store.AppendAsync(Seconds(0, 50), Cancellation);
        var closing = Task.Run(store.Dispose, Cancellation);
        disk.Set();
        await closing;
        await taken.Committed;
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.AppendAsync(Seconds(0, 1), Cancellation));

        using var again = folder.Open();
        Assert.Equal(50, (await again.AllAfterAsync(0)).Length);
    }

    [Fact]
    public async Task A_reading_that_belongs_to_no_signal_or_time_is_refused_whole()
    {
        using var store = folder.Open();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(new Reading[] { new(0, Start, 1), new(3, Start, 1) }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(new Reading[] { new(0, -1, 1) }, Cancellation));
        await store.KeepAsync(Seconds(0, 1));
        Assert.Single(await store.AllAfterAsync(0));
    }

    [Fact]
    public async Task Readings_follow_their_signal_when_the_plan_numbers_it_anew_and_stay_behind_when_its_unit_changes()
    {
        using (var store = folder.Open())
        {
            await store.KeepAsync(Seconds(0, 10));
            await store.KeepAsync(Seconds(2, 20));
        }

        using (var store = folder.Open(plan: PlanOf(["c", "new", "b"])))
        {
            Assert.Equal(20, (await store.ReadAllAsync(0)).Length);
            Assert.Empty(await store.ReadAllAsync(1));
            Assert.All(await store.AllAfterAsync(0), r => Assert.Equal(0, r.Reading.Signal));
            await store.SealAllAsync(folder);
        }

        using (var store = folder.Open(plan: PlanOf(["a"], Unit.RelativeHumidity)))
        {
            Assert.Empty(await store.ReadAllAsync(0));
        }

        using var back = folder.Open();
        Assert.Equal(10, (await back.ReadAllAsync(0)).Length);
    }

    [Fact]
    public void A_second_instance_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        using var store = folder.Open();
        Assert.Contains("another instance", Assert.Throws<IOException>(() => folder.Open()).Message, StringComparison.Ordinal);
        Assert.False(store.Health.IsFailing);
    }

    [Fact]
    public async Task A_commit_that_is_found_in_the_log_although_it_was_reported_as_failed_is_written_once()
    {
        using var store = folder.Open();
        var last = await store.KeepAsync(Seconds(0, 10));
        await store.Writer.WriteAsync(c => Statement.Run(c, $"INSERT INTO hot VALUES({last + 1}, 2, {Start}, 99, 192), ({last + 2}, 2, {Start}, 99, 192)"));
        await store.KeepAsync(Seconds(0, 10, Start + 60_000));
        Assert.Equal(Seconds(0, 10).Concat(Seconds(0, 10, Start + 60_000)), (await store.AllAfterAsync(0)).Select(r => r.Reading));
    }

    [Fact]
    public void A_file_that_is_no_store_is_named_and_left_alone()
    {
        System.IO.File.WriteAllText(folder.File, new string('x', 20_000));
        Assert.Contains("backup", Assert.Throws<InvalidDataException>(() => folder.Open()).Message, StringComparison.Ordinal);
        Assert.Equal(20_000, new FileInfo(folder.File).Length);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_left_alone()
    {
        using (var store = folder.Open())
        {
            await store.Writer.WriteAsync(c => Statement.Run(c, "UPDATE meta SET v = 3 WHERE k = 'format'"));
        }

        Assert.Contains("newer version", Assert.Throws<InvalidDataException>(() => folder.Open()).Message, StringComparison.Ordinal);
    }
}
