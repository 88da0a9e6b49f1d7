using System.Globalization;
using System.Security.Cryptography;
using CsCheck;
using Monitoring.Domain.Audit;

namespace Monitoring.Tests.Audit;

public sealed class ChangedTrailTests : IAsyncLifetime
{
    private static readonly (string Table, string Key, int Rows, string Column, bool IsNumber)[] Places =
    [
        .. new[] { "Who", "From", "What", "Subject", "Facility", "Before", "After", "Why", "Private", "PrivateSalt", "PrivateDigest", "Hash" }.Select(c => ("AuditEntries", "Number", 10, c, false)),
        .. new[] { "Number", "At" }.Select(c => ("AuditEntries", "Number", 10, c, true)),
        .. new[] { "Book", "Hash", "Signature", "Key" }.Select(c => ("Checkpoints", "Id", 4, c, false)),
        .. new[] { "Number", "At" }.Select(c => ("Checkpoints", "Id", 4, c, true)),
    ];

    private readonly CancellationToken stop = TestContext.Current.CancellationToken;
    private SomeAudit audit = null!;

    public async ValueTask InitializeAsync() => audit = await SomeAudit.WriteAsync(stop);

    public ValueTask DisposeAsync() => audit.DisposeAsync();

    [Fact]
    public async Task What_nobody_touched_is_whole_and_what_is_signed_is_said()
    {
        var verdict = await audit.VerifyAsync(stop);

        Assert.Null(verdict.Problem);
        Assert.Equal((10, 10, 2, 2), (verdict.Trail.Entries, verdict.Journal.Entries, verdict.Trail.Checkpoints, verdict.Journal.Checkpoints));
        Assert.Equal((8, 8), (verdict.Trail.LastSigned!.Number, verdict.Journal.LastSigned!.Number));
        Assert.Null(audit.State.Problem);
    }

    [Fact]
    public async Task A_bit_flipped_in_any_row_and_column_of_the_trail_and_of_the_checkpoints_is_found()
    {
        await Gen.Select(Gen.Int[0, Places.Length - 1], Gen.Int[0, 9], Gen.Int[0, 500], Gen.Int[0, 62]).SampleAsync(
            async c =>
            {
                var place = Places[c.Item1];
                var row = (long)(c.Item2 % place.Rows) + 1;
                var old = SomeAudit.Ask(audit.AccessFile, string.Create(
                    CultureInfo.InvariantCulture,
                    $"SELECT {(place.IsNumber ? $"\"{place.Column}\"" : $"CAST(\"{place.Column}\" AS BLOB)")} FROM \"{place.Table}\" WHERE \"{place.Key}\" = {row}"));
                object changed = place.IsNumber ? (long)old! ^ (1L << c.Item4) : Flip(old as byte[], c.Item3, c.Item4 % 8);
                if (place.Column == place.Key && changed is >= 1L and <= 10L)
                {
                    return; // Taken: SQLite itself refuses.
                }

                Set(changed, row);
                Assert.NotNull((await audit.VerifyAsync(stop)).Problem);
                Set(old is DBNull ? null : old, place.Column == place.Key ? (long)changed : row);

                void Set(object? value, long at) => SomeAudit.Attack(
                    audit.AccessFile, $"UPDATE \"{place.Table}\" SET \"{place.Column}\" = {(place.IsNumber ? "$1" : "CAST($1 AS TEXT)")} WHERE \"{place.Key}\" = $2", value, at);
            },
            iter: 200, threads: 1);
        Assert.Null((await audit.VerifyAsync(stop)).Problem);
    }

    [Theory]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Number\" = 3", "Audit entry 3 is missing.")]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Number\" > 7", "Audit entry 8 was signed, but the last one is 7: the end of the chain is cut off.")]
    [InlineData("DELETE FROM \"AuditEntries\"", "Audit entry 4 was signed, but the last one is 0: the end of the chain is cut off.")]
    [InlineData("UPDATE \"AuditEntries\" SET \"Who\" = 'budi' WHERE \"Number\" = 9", "Audit entry 9 doesn't carry the hash of what it says after entry 8: one of the two was changed.")]
    [InlineData("UPDATE \"AuditEntries\" SET \"Private\" = '{\"name\":\"Nobody\"}' WHERE \"Number\" = 2", "Audit entry 2 was changed: its private part isn't what was written, and wasn't erased.")]
    [InlineData("UPDATE \"AuditEntries\" SET \"Private\" = NULL WHERE \"Number\" = 2", "Audit entry 2 was changed: its private part isn't what was written, and wasn't erased.")]
    [InlineData("UPDATE \"Checkpoints\" SET \"At\" = \"At\" + 1 WHERE \"Id\" = 1", "The checkpoint of audit entry 4 isn't signed by a key that counts: it was changed, or signed by somebody else.")]
    [InlineData("UPDATE \"Checkpoints\" SET \"Book\" = 'nothing' WHERE \"Id\" = 3", "A checkpoint of entry 8 belongs to no chain: it was changed, or put there by somebody else.")]
    public async Task What_was_changed_is_named(string sql, string problem)
    {
        SomeAudit.Attack(audit.AccessFile, sql);

        Assert.Equal(problem, (await audit.VerifyAsync(stop)).Problem);
        Assert.StartsWith(problem, audit.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_journal_cut_off_is_found_by_its_checkpoint()
    {
        SomeAudit.Attack(audit.RecordsFile, "DELETE FROM alarm_edge WHERE number > 7");

        Assert.Equal("Journal entry 8 was signed, but the last one is 7: the end of the chain is cut off.", (await audit.VerifyAsync(stop)).Problem);
    }

    [Fact]
    public async Task A_chain_written_anew_with_right_hashes_is_found_by_its_checkpoint()
    {
        Rewrite(from: 6);

        Assert.Equal("Audit entry 8 isn't the one that was signed: the chain was written anew, up to there or further.", (await audit.VerifyAsync(stop)).Problem);
    }

    [Fact]
    public async Task A_chain_written_anew_and_signed_with_another_key_is_found()
    {
        Rewrite(from: 6);
        using var thief = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = SignedHead.Sign(thief, Chain.Audit, new ChainHead(8, Convert.FromHexString((string)SomeAudit.Ask(audit.AccessFile, "SELECT \"Hash\" FROM \"AuditEntries\" WHERE \"Number\" = 8")!)), 1);
        foreach (var key in new[] { forged.Key, (string)SomeAudit.Ask(audit.AccessFile, "SELECT \"Key\" FROM \"Checkpoints\" WHERE \"Id\" = 1")! })
        {
            SomeAudit.Attack(
                audit.AccessFile, "UPDATE \"Checkpoints\" SET \"Hash\" = $1, \"At\" = 1, \"Signature\" = $2, \"Key\" = $3 WHERE \"Book\" = 'audit' AND \"Number\" = 8",
                Convert.ToHexStringLower(forged.Hash), Convert.ToBase64String(forged.Signature), key);

            Assert.Equal("The checkpoint of audit entry 8 isn't signed by a key that counts: it was changed, or signed by somebody else.", (await audit.VerifyAsync(stop)).Problem);
        }
    }

    [Fact]
    public async Task Erasing_what_is_private_leaves_the_chain_whole()
    {
        SomeAudit.Attack(audit.AccessFile, "UPDATE \"AuditEntries\" SET \"Private\" = NULL, \"PrivateSalt\" = NULL WHERE \"Number\" IN (2, 4)");

        Assert.Null((await audit.VerifyAsync(stop)).Problem);
    }

    /// <summary>What somebody does who knows how the chain is made.</summary>
    private void Rewrite(int from)
    {
        SomeAudit.Attack(audit.AccessFile, $"UPDATE \"AuditEntries\" SET \"Who\" = 'budi' WHERE \"Number\" = {from}");
        var hash = Convert.FromHexString((string)SomeAudit.Ask(audit.AccessFile, $"SELECT \"Hash\" FROM \"AuditEntries\" WHERE \"Number\" = {from - 1}")!);
        for (var number = from; number <= 10; number++)
        {
            var record = new AuditRecord(number, (long)Of("At")!, Text("Who")!, Text("From")!, Text("What")!, Text("Subject")!, Text("Facility"), Text("Before"), Text("After"), Text("Why"), Text("PrivateDigest"));
            hash = record.HashAfter(hash);
            SomeAudit.Attack(audit.AccessFile, "UPDATE \"AuditEntries\" SET \"Hash\" = $1 WHERE \"Number\" = $2", Convert.ToHexStringLower(hash), number);

            object? Of(string column) => SomeAudit.Ask(audit.AccessFile, $"SELECT \"{column}\" FROM \"AuditEntries\" WHERE \"Number\" = {number}");
            string? Text(string column) => Of(column) as string;
        }
    }

    private static byte[] Flip(byte[]? old, int position, int bit)
    {
        byte[] changed = old is null or [] ? [(byte)'x'] : [.. old];
        changed[position % changed.Length] ^= (byte)(1 << bit);
        return changed;
    }
}
