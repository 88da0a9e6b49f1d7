using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;

namespace Monitoring.Tests.Records.Alarms;

public sealed class AlarmRecordsTests : IDisposable
{
    private static readonly AreaId Kitchen = RecordsFolder.Kitchen;
    private static readonly JournalQuery Everything = new(null, null, null, null, null, null, 1_000);

    private readonly RecordsFolder folder = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_area_that_was_never_watched_has_no_state()
    {
        using var records = folder.Open();

        Assert.Null(await records.LoadAsync(Kitchen, stop));
    }

    [Fact]
    public async Task The_last_state_and_every_edge_are_there_after_a_restart()
    {
        using (var records = folder.Open())
        {
            await records.CommitAsync(Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(10), stop);
            await records.CommitAsync(Kitchen, [RecordsFolder.Edge(1, EdgeKind.Acknowledged) with { By = "siti", Note = "api dimatikan 🔥" }], RecordsFolder.State(20), stop);
        }

        using var again = folder.Open();
        Assert.Equal(20, (await again.LoadAsync(Kitchen, stop))!.WatchedUntil);
        Assert.Equal(
            [RecordsFolder.Edge(1, EdgeKind.Acknowledged) with { By = "siti", Note = "api dimatikan 🔥" }, RecordsFolder.Edge(1)],
            await Edges(again));
    }

    [Fact]
    public async Task A_commit_that_has_completed_outlives_a_kill()
    {
        using var records = folder.Open();
        await records.CommitAsync(Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(10), stop);

        using var killed = folder.AfterPowerCut();
        using var again = killed.Open();

        Assert.Equal(10, (await again.LoadAsync(Kitchen, stop))!.WatchedUntil);
        Assert.Single(await Edges(again));
    }

    [Fact]
    public async Task An_edge_that_is_there_already_is_kept_as_it_is()
    {
        using var records = folder.Open();
        await records.CommitAsync(Kitchen, [RecordsFolder.Edge(1) with { Note = "first" }], RecordsFolder.State(10), stop);
        await records.CommitAsync(Kitchen, [RecordsFolder.Edge(1) with { Note = "second" }, RecordsFolder.Edge(2)], RecordsFolder.State(20), stop);

        Assert.Equal([null, "first"], (await Edges(records)).Select(e => e.Note));
        Assert.Equal(20, (await records.LoadAsync(Kitchen, stop))!.WatchedUntil);
    }

    [Fact]
    public async Task Commits_that_come_together_are_all_written_and_those_of_an_area_in_order()
    {
        using var records = folder.Open();
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i =>
        {
            var area = new AreaId("palu", $"area-{i % 20}");
            return records.CommitAsync(area, [RecordsFolder.Edge(i, area: area)], RecordsFolder.State(i), stop);
        }));

        for (var i = 0; i < 20; i++)
        {
            var area = new AreaId("palu", $"area-{i}");
            Assert.Equal(1_980 + i, (await records.LoadAsync(area, stop))!.WatchedUntil);
            var page = await records.QueryAsync(Everything with { Facility = "palu", Area = area.Area }, stop);
            Assert.Equal(Enumerable.Range(0, 100).Select(n => (long)(1_980 + i - (20 * n))), page.Entries.Select(e => e.Edge.Alarm.ConditionStart));
        }
    }

    [Theory]
    [InlineData("DELETE FROM alarm_edge")]
    [InlineData("UPDATE alarm_edge SET note = 'never happened'")]
    public async Task The_journal_refuses_to_forget(string sql)
    {
        using var records = folder.Open();
        await records.CommitAsync(Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(10), stop);

        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => folder.Execute(sql)).Message, StringComparison.Ordinal);
        Assert.Equal([RecordsFolder.Edge(1)], await Edges(records));
    }

    [Fact]
    public async Task A_locked_book_fails_the_commit_and_nothing_of_it_is_written_and_the_next_succeeds()
    {
        using var records = folder.Open();
        using (var other = new SqliteConnection($"Data Source={folder.Database};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            await Assert.ThrowsAsync<IOException>(() => records.CommitAsync(Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(10), stop));
            Assert.Contains("locked", folder.Health.Current.Problem, StringComparison.Ordinal);
        }

        Assert.Null(await records.LoadAsync(Kitchen, stop));
        await records.CommitAsync(Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(10), stop);
        Assert.True(folder.Health.Current.IsWriting);
        Assert.Single(await Edges(records));
    }

    [Fact]
    public async Task A_book_that_cannot_be_opened_at_the_start_is_opened_once_it_can()
    {
        Directory.CreateDirectory(folder.Database);
        using var records = folder.Open();
        Assert.False(folder.Health.Current.IsWriting);
        await Assert.ThrowsAsync<IOException>(() => records.LoadAsync(Kitchen, stop));
        await Assert.ThrowsAsync<IOException>(() => records.CommitAsync(Kitchen, [], RecordsFolder.State(10), stop));

        Directory.Delete(folder.Database);
        await records.CommitAsync(Kitchen, [], RecordsFolder.State(10), stop);

        Assert.True(folder.Health.Current.IsWriting);
        Assert.NotNull(await records.LoadAsync(Kitchen, stop));
    }

    [Fact]
    public void A_book_of_a_newer_program_is_left_alone()
    {
        folder.Open().Dispose();
        folder.Execute("PRAGMA user_version = 4");

        Assert.Contains("schema 4", Assert.Throws<InvalidDataException>(folder.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_cannot_be_understood_is_said_and_not_taken_for_none()
    {
        using var records = folder.Open();
        folder.Execute("INSERT INTO area_state(facility, area, state) VALUES('palu', 'kitchen', '{\"planVersion\":\"v1\"}')");

        await Assert.ThrowsAsync<InvalidDataException>(() => records.LoadAsync(Kitchen, stop));
    }

    [Fact]
    public async Task An_edge_of_a_kind_that_is_not_known_is_said_and_not_left_out()
    {
        using var records = folder.Open();
        folder.Execute("INSERT INTO alarm_edge(facility, area, alarm_id, kind, at, recorded_at, alarm, state, priority, hash) VALUES('palu', 'kitchen', 'x', 'Exploded', 1, 1, '{}', '', '', x'00')");

        await Assert.ThrowsAsync<InvalidDataException>(() => records.QueryAsync(Everything, stop));
    }

    [Fact]
    public async Task What_waits_is_written_before_the_book_closes_and_nothing_after()
    {
        var records = folder.Open();
        var waiting = Enumerable.Range(0, 1_000).Select(i => records.CommitAsync(Kitchen, [RecordsFolder.Edge(i)], RecordsFolder.State(i), stop)).ToList();
        records.Dispose();

        await Task.WhenAll(waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => records.CommitAsync(Kitchen, [], RecordsFolder.State(0), stop));
    }

    public void Dispose() => folder.Dispose();

    private async Task<ImmutableArray<AlarmEdge>> Edges(OpenBook records) => [.. (await records.QueryAsync(Everything, stop)).Entries.Select(e => e.Edge)];
}
