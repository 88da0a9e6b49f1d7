using System.Globalization;
using CsCheck;
using Monitoring.Domain.Audit;
using Monitoring.Tests.Records.Alarms;

namespace Monitoring.Tests.Audit;

public sealed class ChangedJournalTests : IAsyncLifetime
{
    private static readonly string[] Columns = ["facility", "area", "alarm_id", "kind", "\"by\"", "note", "origin", "state", "priority", "alarm", "hash"];
    private static readonly string[] Numbers = ["number", "at", "recorded_at"];

    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private JournalUnderAttack journal = null!;

    public async ValueTask InitializeAsync() => journal = await JournalUnderAttack.WriteAsync(stop);

    public ValueTask DisposeAsync()
    {
        journal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_journal_that_nobody_touched_is_whole() => Assert.Null(await journal.VerifyAsync(stop));

    [Fact]
    public async Task A_bit_flipped_in_any_row_and_column_is_found_where_it_is()
    {
        var change = Gen.Select(Gen.Int[1, JournalUnderAttack.Entries], Gen.Int[0, Columns.Length - 1].Select(i => Columns[i]), Gen.Int[0, 2_000], Gen.Int[0, 7]);
        await change.SampleAsync(
            async c =>
            {
                var (row, column, position, bit) = c;
                var old = journal.Ask(string.Create(CultureInfo.InvariantCulture, $"SELECT CAST({column} AS BLOB) FROM alarm_edge WHERE number = {row}")) as byte[];
                var changed = old is null or [] ? [(byte)'x'] : (byte[])old.Clone();
                changed[position % changed.Length] ^= (byte)(1 << bit);
                var type = column == "hash" ? "BLOB" : "TEXT";
                journal.Attack($"UPDATE alarm_edge SET {column} = CAST($1 AS {type}) WHERE number = $2", changed, row);

                var found = await journal.VerifyAsync(stop);

                Assert.Equal(row, found?.Number);
                journal.Attack($"UPDATE alarm_edge SET {column} = CAST($1 AS {type}) WHERE number = $2", (object?)old ?? DBNull.Value, row);
            },
            iter: 300, threads: 1);
        Assert.Null(await journal.VerifyAsync(stop));
    }

    [Fact]
    public async Task A_bit_flipped_in_any_number_is_found()
    {
        await Gen.Select(Gen.Int[1, JournalUnderAttack.Entries], Gen.Int[0, Numbers.Length - 1].Select(i => Numbers[i]), Gen.Int[0, 62]).SampleAsync(
            async c =>
            {
                var (row, column, bit) = c;
                var old = (long)journal.Ask(string.Create(CultureInfo.InvariantCulture, $"SELECT {column} FROM alarm_edge WHERE number = {row}"))!;
                var changed = old ^ (1L << bit);
                if (column == "number" && changed is >= 1 and <= JournalUnderAttack.Entries)
                {
                    return; // Taken: SQLite itself refuses.
                }

                journal.Attack($"UPDATE alarm_edge SET {column} = $1 WHERE number = $2", changed, row);

                Assert.NotNull(await journal.VerifyAsync(stop));
                journal.Attack($"UPDATE alarm_edge SET {column} = $1 WHERE number = $2", old, column == "number" ? changed : row);
            },
            iter: 150, threads: 1);
        Assert.Null(await journal.VerifyAsync(stop));
    }

    [Theory]
    [InlineData("DELETE FROM alarm_edge WHERE number = 7", ChainFault.Missing, 7, "Journal entry 7 is missing.")]
    [InlineData("DELETE FROM alarm_edge WHERE number BETWEEN 1 AND 3", ChainFault.Missing, 1, "Journal entries 1 to 3 are missing.")]
    [InlineData("UPDATE alarm_edge SET note = NULL WHERE number = 4", ChainFault.Changed, 4, "Journal entry 4 doesn't carry the hash of what it says after entry 3: one of the two was changed.")]
    [InlineData("UPDATE alarm_edge SET note = '' WHERE number = 1", ChainFault.Changed, 1, "Journal entry 1 doesn't carry the hash of what it says after the beginning: one of the two was changed.")]
    [InlineData("UPDATE alarm_edge SET \"by\" = 'budi' WHERE number = 4", ChainFault.Changed, 4, null)]
    [InlineData("UPDATE alarm_edge SET number = CASE number WHEN 5 THEN -6 WHEN 6 THEN -5 END WHERE number IN (5, 6); UPDATE alarm_edge SET number = -number WHERE number < 0", ChainFault.Changed, 5, null)]
    [InlineData("UPDATE alarm_edge SET number = 0 WHERE number = 1", ChainFault.OutOfOrder, 0, null)]
    [InlineData("INSERT INTO alarm_edge SELECT -3, facility, area, 'another', kind, at, recorded_at, \"by\", note, origin, state, priority, alarm, hash FROM alarm_edge WHERE number = 1", ChainFault.OutOfOrder, -3, null)]
    [InlineData("INSERT INTO alarm_edge SELECT 31, facility, area, 'another', kind, at, recorded_at, \"by\", note, origin, state, priority, alarm, hash FROM alarm_edge WHERE number = 30", ChainFault.Changed, 31, null)]
    [InlineData("UPDATE alarm_edge SET note = CAST(x'617069FF' AS TEXT) WHERE number = 4", ChainFault.Unreadable, 4, "Journal entry 4 was changed: it holds bytes that aren't text.")]
    public async Task What_was_taken_out_put_in_or_moved_is_named(string sql, ChainFault fault, long number, string? text)
    {
        journal.Attack(sql);

        var found = await journal.VerifyAsync(stop);

        Assert.Equal((fault, number), (found!.Fault, found.Number));
        Assert.Equal(text ?? found.Text, found.Text);
    }

    [Fact]
    public async Task A_change_between_two_fields_is_a_change()
    {
        journal.Attack("UPDATE alarm_edge SET \"by\" = 'sit', note = 'i' || note WHERE number = 4");

        Assert.Equal(4, (await journal.VerifyAsync(stop))!.Number);
    }

    [Fact]
    public async Task The_chain_goes_on_after_a_restart_and_what_is_said_twice_is_no_gap()
    {
        using (var records = journal.Folder.Open())
        {
            var known = RecordsFolder.Edge(1);
            await records.CommitAsync(RecordsFolder.Kitchen, [known, known with { Note = "again" }], RecordsFolder.State(99), stop);
            await records.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(100)], RecordsFolder.State(100), stop);
        }

        Assert.Null(await journal.VerifyAsync(stop));
        Assert.Equal(31L, journal.Ask("SELECT max(number) FROM alarm_edge"));
        Assert.Equal(31L, journal.Ask("SELECT count(*) FROM alarm_edge"));
    }
}
