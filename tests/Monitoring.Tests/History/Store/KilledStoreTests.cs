using System.Diagnostics;
using System.Globalization;
using Monitoring.Domain.Signals;
using Monitoring.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store;

/// <summary>Runs this test program a second time as a writer at full speed, and kills it. MONITORING_STORE_KILLS sets how often.</summary>
public sealed class KilledStoreTests
{
    private const string FolderVariable = "MONITORING_VICTIM_FOLDER";
    private const int PerAppend = 200;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("MONITORING_STORE_KILLS"), CultureInfo.InvariantCulture, out var count) ? count : 4;

    [Fact]
    public async Task Killed_at_any_moment_everything_acknowledged_is_there_once()
    {
        var random = new Random(5);
        var folder = new StoreFolder();
        for (var round = 0; round < Kills; round++)
        {
            if (round % 4 == 0)
            {
                folder.Dispose();
                folder = new StoreFolder();
            }

            var before = Acknowledged(folder);
            using (var victim = StartVictim(folder))
            {
                await StoreSteps.EventuallyAsync(() => victim.HasExited || Acknowledged(folder) > before + random.Next(5, 60));
                Assert.False(victim.HasExited);
                victim.Kill();
                await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var acknowledged = Acknowledged(folder);
            using var store = folder.Open();
            var readings = await store.ReadAllAsync(0);
            Assert.True(readings.Length >= acknowledged * PerAppend, $"{readings.Length} readings, {acknowledged * PerAppend} acknowledged");
            Assert.Equal(0, readings.Length % PerAppend);
            Assert.Equal(Enumerable.Range(0, readings.Length).Select(ReadingOf), readings);
        }

        folder.Dispose();
    }

    /// <summary>Not a test of its own: what the killed process runs. Each append begins where the stored readings end; a line is written for each acknowledgement.</summary>
    [Fact(Explicit = true)]
    public async Task Write_until_killed()
    {
        var path = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(path is null, "Only for the test above.");
        using var folder = new StoreFolder(path);
        using var store = folder.Open(clock: TimeProvider.System);
        var sealer = new Sealer(store);
        await using var acknowledgements = new FileStream(Path.Combine(path, "acknowledged"), FileMode.Append);
        var next = (await store.ReadAllAsync(0)).Length;
        acknowledgements.SetLength(next / PerAppend);
        acknowledgements.Seek(0, SeekOrigin.End);
        while (next < 95_000)
        {
            await store.KeepAsync([.. Enumerable.Range(next, PerAppend).Select(ReadingOf)]);
            next += PerAppend;
            acknowledgements.WriteByte(1);
            await acknowledgements.FlushAsync(TestContext.Current.CancellationToken);
            // Blocks of what has just been written, again and again, so that the kill also hits the sealer.
            await sealer.PutBlocksAsync(store.CommittedSequence, Slot.EndOfTime, TestContext.Current.CancellationToken);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private static Reading ReadingOf(int index) => new(0, Start + (index * 1000L), index / 10.0);

    private static long Acknowledged(StoreFolder folder) => new FileInfo(Path.Combine(folder.Path, "acknowledged")) is { Exists: true } file ? file.Length : 0;

    private static Process StartVictim(StoreFolder folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"{typeof(KilledStoreTests).FullName}.{nameof(Write_until_killed)}");
        start.ArgumentList.Add("-explicit");
        start.ArgumentList.Add("only");
        start.Environment[FolderVariable] = folder.Path;
        return Process.Start(start)!;
    }
}
