using Monitoring.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store;

public sealed class RetentionTests : IDisposable
{
    private const int Day = 86_400;

    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_older_than_the_retention_goes_and_the_disk_gets_its_space_back()
    {
        using var store = folder.Open(o => o.Retention = TimeSpan.FromHours(12));
        await KeepDayAsync(store);
        var before = new FileInfo(folder.File).Length;
        await new Retention(store).EnforceAsync(Cancellation);

        var left = await store.ReadAllAsync(0);
        var oldest = folder.Clock.GetUtcNow().ToUnixTimeMilliseconds() - (Day * 500L);
        Assert.Equal(Slot.Start(Slot.Of(oldest)), left[0].Time);
        Assert.Equal(Start + ((Day - 1) * 1000L), left[^1].Time);
        Assert.True(new FileInfo(folder.File).Length < before * 0.75, $"{new FileInfo(folder.File).Length} of {before} bytes");
    }

    [Fact]
    public async Task At_the_size_cap_the_oldest_readings_go_and_the_newest_stay()
    {
        using var store = folder.Open(o => o.SizeCap = 1 << 20);
        await KeepDayAsync(store);
        Assert.True(new FileInfo(folder.File).Length > 3 << 20);
        await new Retention(store).EnforceAsync(Cancellation);

        var left = await store.ReadAllAsync(0);
        Assert.InRange(new FileInfo(folder.File).Length, 600_000, 1 << 20);
        Assert.Equal(Start + ((Day - 1) * 1000L), left[^1].Time);
        Assert.Equal(left[0].Time, (await store.ReadAllAsync(1))[0].Time);
        Assert.Equal(left.Length, (left[^1].Time - left[0].Time + 1000) / 1000);
    }

    [Fact]
    public async Task A_backup_taken_while_readings_come_in_opens_as_a_store_of_its_own()
    {
        using var restored = new StoreFolder();
        using var store = folder.Open();
        await store.KeepAsync(Seconds(0, 2000));
        await store.SealAllAsync(folder);
        await store.KeepAsync(Seconds(1, 100));
        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(store, stop.Token);
        await new Backup(store).ToFileAsync(restored.File, Cancellation);
        await Assert.ThrowsAsync<IOException>(() => new Backup(store).ToFileAsync(restored.File, Cancellation));
        await stop.CancelAsync();
        await writing;

        using var copy = restored.Open();
        Assert.NotEqual(store.Id, copy.Id);
        Assert.Equal(await store.ReadAllAsync(0), await copy.ReadAllAsync(0));
        Assert.Equal(await store.ReadAllAsync(1), await copy.ReadAllAsync(1));
        var third = await copy.ReadAllAsync(2);
        Assert.Equal((await store.ReadAllAsync(2))[..third.Length], third);
        await copy.KeepAsync(Seconds(0, 1));
    }

    private async Task KeepDayAsync(ReadingStore store)
    {
        var random = new Random(1);
        for (var signal = 0; signal < 3; signal++)
        {
            // Full doubles, so that a day is a few megabytes.
            await store.KeepAsync([.. Seconds(signal, Day).Select(r => r with { Value = random.NextDouble() })]);
        }

        await store.SealAllAsync(folder, Start + (Day * 1000L));
        await store.Writer.CheckpointAsync();
    }

    private static async Task WriteAsync(ReadingStore store, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await store.KeepAsync(Seconds(2, 10, Start + (i * 10_000)));
        }
    }
}
