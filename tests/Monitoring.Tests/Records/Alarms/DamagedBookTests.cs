using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Records.Alarms;

public sealed class DamagedBookTests : IDisposable
{
    private const int Commits = 40;

    private readonly RecordsFolder folder = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private OpenBook? records;

    public static TheoryData<string> Tails => ["cut by 1 byte", "cut by 3,000 bytes", "4 KB zeroed", "4 KB of zeros appended", "5 KB of garbage appended", "flipped near the end"];

    [Theory, MemberData(nameof(Tails))]
    public async Task A_torn_end_of_the_log_loses_nothing_but_the_last_commits(string damage)
    {
        await Write();
        using var torn = folder.AfterPowerCut();
        Damage(torn.Database + "-wal", damage);

        var edges = await ReadAll(torn);

        Assert.InRange(edges.Count, Commits - 2, Commits);
        Assert.Equal(Enumerable.Range(0, edges.Count).Select(n => (long)n), edges);
    }

    [Fact]
    public async Task A_byte_flipped_anywhere_in_the_log_leaves_an_unbroken_beginning()
    {
        await Write();
        var random = new Random(4711);
        for (var i = 0; i < 60; i++)
        {
            using var torn = folder.AfterPowerCut();
            var log = await File.ReadAllBytesAsync(torn.Database + "-wal", stop);
            log[random.Next(log.Length)] ^= 0x40;
            await File.WriteAllBytesAsync(torn.Database + "-wal", log, stop);

            var edges = await ReadAll(torn);

            Assert.Equal(Enumerable.Range(0, edges.Count).Select(n => (long)n), edges);
        }
    }

    public void Dispose()
    {
        records?.Dispose();
        folder.Dispose();
    }

    private async Task Write()
    {
        // Closed only with the test: closing moves the log into the file.
        records = folder.Open();
        for (var i = 0; i < Commits; i++)
        {
            await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(i)], RecordsFolder.State(i), stop);
        }
    }

    /// <summary>Reads what is left and writes on: a damaged book must also take new edges.</summary>
    private async Task<List<long>> ReadAll(RecordsFolder torn)
    {
        using var book = torn.Open();
        var page = await book.QueryAsync(new JournalQuery(null, null, null, null, null, null, 1_000), stop);
        await book.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(1_000)], RecordsFolder.State(1_000), stop);
        return [.. page.Entries.Select(e => e.Edge.Alarm.ConditionStart).Reverse()];
    }

    private static void Damage(string file, string how)
    {
        using var log = new FileStream(file, FileMode.Open);
        switch (how)
        {
            case "cut by 1 byte":
                log.SetLength(log.Length - 1);
                break;
            case "cut by 3,000 bytes":
                log.SetLength(log.Length - 3_000);
                break;
            case "4 KB zeroed":
                log.Seek(-4096, SeekOrigin.End);
                log.Write(new byte[4096]);
                break;
            case "4 KB of zeros appended":
                log.SetLength(log.Length + 4096);
                break;
            case "5 KB of garbage appended":
                log.Seek(0, SeekOrigin.End);
                log.Write([.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 37))]);
                break;
            default:
                log.Seek(-100, SeekOrigin.End);
                var flipped = (byte)(log.ReadByte() ^ 1);
                log.Seek(-100, SeekOrigin.End);
                log.WriteByte(flipped);
                break;
        }
    }
}
