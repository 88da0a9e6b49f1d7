using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.Records;
using Monitoring.Records.Book;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Records.Alarms;

public sealed class FullDiskTests : IDisposable
{
    private readonly string disk = Directory.CreateTempSubdirectory("disk-").FullName;
    private readonly bool mounted;

    public FullDiskTests() => mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk);

    [Fact]
    public async Task A_full_disk_fails_commits_until_there_is_room_again_and_needs_no_restart()
    {
        Assert.SkipUnless(mounted, "A small disk can only be mounted by root.");
        var stop = TestContext.Current.CancellationToken;
        var health = new RecordsHealth(TimeProvider.System);
        using var records = new OpenBook(new RecordsFile(Options.Create(new RecordsOptions { Directory = disk }), SomeKitchen.Plan, health, TimeProvider.System, NullLogger<RecordsFile>.Instance));
        await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(0)], RecordsFolder.State(0), stop);

        var ballast = Path.Combine(disk, "ballast");
        Fill(ballast);
        var written = await CommitUntilRefused(records, stop);
        Assert.False(health.Current.IsWriting);
        await Assert.ThrowsAsync<IOException>(() => Commit(records, written + 1, stop));
        Assert.Equal(written, (await records.LoadAsync(RecordsFolder.Kitchen, stop))!.WatchedUntil);

        File.Delete(ballast);
        await Commit(records, written + 1, stop);

        Assert.True(health.Current.IsWriting);
        var page = await records.QueryAsync(new JournalQuery(null, null, null, null, null, null, 1_000), stop);
        Assert.Equal(Enumerable.Range(0, written + 2).Reverse().Select(n => (long)n), page.Entries.Select(e => e.Edge.Alarm.ConditionStart));
    }

    public void Dispose()
    {
        if (mounted)
        {
            Succeeds("umount", disk);
        }

        Directory.Delete(disk, recursive: true);
    }

    private static Task Commit(OpenBook records, int number, CancellationToken stop) =>
        records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(number)], RecordsFolder.State(number), stop);

    private static async Task<int> CommitUntilRefused(OpenBook records, CancellationToken stop)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                await Commit(records, number, stop);
            }
            catch (IOException)
            {
                return number - 1;
            }
        }
    }

    private static void Fill(string file)
    {
        using var ballast = File.OpenHandle(file, FileMode.Create, FileAccess.Write);
        try
        {
            for (var offset = 0L; ; offset += 4096)
            {
                RandomAccess.Write(ballast, new byte[4096], offset);
            }
        }
        catch (IOException full)
        {
            TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"filled: {full.Message}"));
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
