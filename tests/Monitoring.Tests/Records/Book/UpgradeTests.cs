using Microsoft.Data.Sqlite;
using Monitoring.Domain.Alarms;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Audit;
using Monitoring.Tests.Records.Alarms;

namespace Monitoring.Tests.Records.Book;

public sealed class UpgradeTests : IDisposable
{
    private const int Entries = 20;

    private static readonly JournalQuery Everything = new(null, null, null, null, null, null, 1_000);

    private readonly RecordsFolder folder = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Theory, InlineData(1), InlineData(2)]
    public async Task What_an_older_program_wrote_is_chained_as_it_stands_and_goes_on(int version)
    {
        OldBooks.Write(folder, version, Entries);
        using (var records = folder.Open())
        {
            await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(100) with { By = "ani", From = "10.0.0.7" }], RecordsFolder.State(1), stop);
            await records.CommitAsync(RecordsFolder.Kitchen, [OldBooks.Entry(7)], RecordsFolder.State(2), stop);

            var page = await records.QueryAsync(Everything, stop);
            Assert.Equal([RecordsFolder.Edge(100) with { By = "ani", From = "10.0.0.7" }, .. Kept()], page.Entries.Select(e => e.Edge));
            Assert.Single((await records.QueryAsync(Everything with { Text = "note 12" }, stop)).Entries);
        }

        Assert.Null(await JournalUnderAttack.VerifyAsync(folder.Database, stop));
        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => folder.Execute("UPDATE alarm_edge SET note = 'never'")).Message, StringComparison.Ordinal);
        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => folder.Execute("DELETE FROM alarm_edge")).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task A_change_of_what_was_upgraded_is_found(int version)
    {
        OldBooks.Write(folder, version, Entries);
        folder.Open().Dispose();
        folder.Execute("DROP TRIGGER alarm_edge_keeps_its_words; UPDATE alarm_edge SET note = 'never' WHERE number = 8");

        Assert.Equal(8, (await JournalUnderAttack.VerifyAsync(folder.Database, stop))!.Number);
    }

    [Theory]
    [InlineData(1, "alarm = 'no JSON'")]
    [InlineData(2, "note = CAST(x'FF' AS TEXT)")]
    public async Task An_upgrade_that_fails_half_way_leaves_the_book_as_it_was(int version, string spoilt)
    {
        OldBooks.Write(folder, version, Entries);
        folder.Execute($"DROP TRIGGER alarm_edge_keeps_its_words; UPDATE alarm_edge SET {spoilt} WHERE number = {Entries}");

        Assert.Contains("left as it was", Assert.Throws<InvalidDataException>(folder.Open).Message, StringComparison.Ordinal);

        folder.Execute($"UPDATE alarm_edge SET note = NULL, alarm = (SELECT alarm FROM alarm_edge WHERE number = {Entries - 2}) WHERE number = {Entries}");
        folder.Open().Dispose();
        Assert.Null(await JournalUnderAttack.VerifyAsync(folder.Database, stop));
    }

    [Fact]
    public async Task A_kill_at_any_moment_of_writing_leaves_a_whole_chain_that_goes_on()
    {
        using var records = folder.Open();
        var all = Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(i)], RecordsFolder.State(i), stop), stop)));
        var kills = 0;
        for (; !all.IsCompleted || kills == 0; kills++)
        {
            using var killed = folder.AfterPowerCut();
            using (var again = killed.Open())
            {
                await again.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(1_000)], RecordsFolder.State(1_000), stop);
            }

            Assert.Null(await JournalUnderAttack.VerifyAsync(killed.Database, stop));
        }

        await all;
    }

    [Fact]
    public async Task The_chain_goes_on_after_a_commit_that_failed()
    {
        using (var records = folder.Open())
        {
            await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(0)], RecordsFolder.State(0), stop);
            using (var other = new SqliteConnection($"Data Source={folder.Database};Pooling=False"))
            {
                other.Open();
                using var transaction = other.BeginTransaction(deferred: false);
                await Assert.ThrowsAsync<IOException>(() => records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(1), stop));
            }

            await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(2)], RecordsFolder.State(2), stop);
        }

        Assert.Null(await JournalUnderAttack.VerifyAsync(folder.Database, stop));
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<AlarmEdge> Kept() => Enumerable.Range(1, Entries).Where(n => n != 3).Select(OldBooks.Entry).Reverse();
}
