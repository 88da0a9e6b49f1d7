using System.Diagnostics;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store;

/// <summary>A real file system of 8 MB, which only root can mount; elsewhere the test says that it was skipped.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string mount = Directory.CreateTempSubdirectory("monitoring-disk-").FullName;

    private readonly bool isMounted;

    public FullDiskTests() => isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=8m", "none", mount);

    public void Dispose()
    {
        if (isMounted)
        {
            Run("umount", "-l", mount);
        }

        Directory.Delete(mount, recursive: true);
    }

    [Fact]
    public async Task On_a_full_disk_readings_stay_unacknowledged_and_are_kept_once_there_is_room_without_a_restart()
    {
        Assert.SkipUnless(isMounted, "Only root can mount a small file system.");
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new StoreFolder(mount);
        using var store = folder.Open(clock: TimeProvider.System);
        await store.KeepAsync(Seconds(0, 1000));
        var filler = Path.Combine(mount, "filler");
        Fill(filler);

        var refused = await store.AppendAsync(Seconds(1, 50_000), cancellation);
        var behind = await store.AppendAsync(Seconds(2, 10), cancellation);
        await StoreSteps.EventuallyAsync(() => store.Health.IsFailing);
        Assert.False(refused.Committed.IsCompleted || behind.Committed.IsCompleted);
        Assert.Equal(50_010, store.Health.Backlog);
        Assert.Equal(refused.First - 1, store.CommittedSequence);
        Assert.Equal(1000, (await store.ReadAllAsync(0)).Length);
        Assert.Empty(await store.ReadAllAsync(1));

        System.IO.File.Delete(filler);
        await Task.WhenAll(refused.Committed, behind.Committed).WaitAsync(TimeSpan.FromSeconds(30), cancellation);
        await StoreSteps.EventuallyAsync(() => !store.Health.IsFailing);
        Assert.Equal(0, store.Health.Backlog);
        Assert.Equal(Seconds(1, 50_000), await store.ReadAllAsync(1));
        Assert.Equal(51_010, (await store.AllAfterAsync(0)).Length);
    }

    [Fact]
    public async Task A_store_that_is_closed_on_a_full_disk_says_so_to_those_who_wait()
    {
        Assert.SkipUnless(isMounted, "Only root can mount a small file system.");
        using var folder = new StoreFolder(mount);
        var store = folder.Open(clock: TimeProvider.System);
        Fill(Path.Combine(mount, "filler"));
        var refused = await store.AppendAsync(Seconds(1, 50_000), TestContext.Current.CancellationToken);
        await StoreSteps.EventuallyAsync(() => store.Health.IsFailing);
        store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => refused.Committed);
    }

    private static void Fill(string path)
    {
        using var file = System.IO.File.Create(path);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
            Assert.True(file.Position > 0);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
