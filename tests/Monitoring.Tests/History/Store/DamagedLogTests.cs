using System.Globalization;
using Monitoring.Domain.Signals;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Store;

/// <summary>What a power cut leaves: the file and its write-ahead log, the log's end in any state. MONITORING_LOG_DAMAGES sets how many places are tried.</summary>
public sealed class DamagedLogTests : IDisposable
{
    private const int Commits = 60;
    private const int PerCommit = 40;

    private readonly StoreFolder folder = new();

    private static int Damages => int.TryParse(Environment.GetEnvironmentVariable("MONITORING_LOG_DAMAGES"), CultureInfo.InvariantCulture, out var count) ? count : 120;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_torn_zeroed_flipped_or_overgrown_log_opens_with_whole_commits_from_the_first_on()
    {
        var (file, log) = await WriteAsync();
        var random = new Random(11);
        var kept = new List<int>();
        for (var i = 0; i < Damages; i++)
        {
            using var damaged = new StoreFolder();
            await System.IO.File.WriteAllBytesAsync(damaged.File, file, TestContext.Current.CancellationToken);
            await System.IO.File.WriteAllBytesAsync(damaged.File + "-wal", Damage(log, i, random), TestContext.Current.CancellationToken);
            using var store = damaged.Open();
            var readings = await store.AllAfterAsync(0);
            Assert.Equal(0, readings.Length % PerCommit);
            Assert.Equal(Expected().Take(readings.Length), readings.Select(r => r.Reading));
            if (i % 5 is 2 or 3)
            {
                Assert.Equal(Commits * PerCommit, readings.Length);
            }

            var added = await store.KeepAsync(Seconds(1, 3));
            Assert.Equal(readings.Length + 3, (await store.AllAfterAsync(0)).Length);
            Assert.True(added > readings.Select(r => r.Sequence).LastOrDefault());
            kept.Add(readings.Length / PerCommit);
        }

        // The damages were real: some lost much, some nothing.
        Assert.Contains(Commits, kept);
        Assert.Contains(kept, k => k < Commits / 2);
    }

    private static byte[] Damage(byte[] log, int kind, Random random)
    {
        var place = random.Next(log.Length);
        switch (kind % 5)
        {
            case 0:
                return log[..place];
            case 1:
                var zeroed = log.ToArray();
                zeroed.AsSpan(place).Clear();
                return zeroed;
            case 2:
                return [.. log, .. new byte[random.Next(1, 70_000)]];
            case 3:
                var garbage = new byte[random.Next(1, 70_000)];
                random.NextBytes(garbage);
                return [.. log, .. garbage];
            default:
                var flipped = log.ToArray();
                flipped[place] ^= (byte)(1 << random.Next(8));
                return flipped;
        }
    }

    private static IEnumerable<Reading> Expected() => Enumerable.Range(0, Commits).SelectMany(c => Seconds(c % 3, PerCommit, Start + (c * 60_000)));

    private async Task<(byte[] File, byte[] Log)> WriteAsync()
    {
        using (folder.Open())
        {
            // The tables are in the file, as on any day but the first.
        }

        using var store = folder.Open();
        foreach (var commit in Expected().Chunk(PerCommit))
        {
            await store.KeepAsync(commit);
        }

        return (await ReadSharedAsync(folder.File), await ReadSharedAsync(folder.File + "-wal"));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }
}
