using System.Data.Common;
using Monitoring.Records.Access;

namespace Monitoring.Tests.Records.Access;

/// <summary>The database itself keeps the trail: whoever has its password too.</summary>
public sealed class AppendOnlyTests(AccessPlaces places)
{
    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Nothing_of_the_trail_is_deleted_or_replaced(Kind kind)
    {
        await using var place = await FilledAsync(kind);
        string[] refused =
        [
            """DELETE FROM "AuditEntries" """, """DELETE FROM "Checkpoints" """, """DELETE FROM "PlanVersions" """,
            """UPDATE "Checkpoints" SET "Hash" = 'x'""", """UPDATE "PlanVersions" SET "Text" = 'x'""",
            .. kind == Kind.Sqlite
                ? new[]
                {
                    """REPLACE INTO "AuditEntries"("Number", "At", "Who", "From", "What", "Subject", "Hash") VALUES(1, 1, '', '', '', '', '')""",
                    """REPLACE INTO "Checkpoints"("Id", "Book", "Number", "At", "Hash", "Signature", "Key") VALUES(1, '', 1, 1, '', '', '')""",
                    """REPLACE INTO "PlanVersions"("Version", "At", "Text") VALUES('v1', 1, '')""",
                }
                : ["""TRUNCATE "AuditEntries" """, """TRUNCATE "Checkpoints" """, """TRUNCATE "PlanVersions" """],
        ];
        foreach (var sql in refused)
        {
            var wrong = await Assert.ThrowsAnyAsync<DbException>(() => place.ExecuteAsync(sql));
            Assert.Contains("is append-only", wrong.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["1", "2"], await place.AskAsync("""SELECT "Number" FROM "AuditEntries" """));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Of_an_entry_only_what_is_private_goes_together_with_its_salt(Kind kind)
    {
        await using var place = await FilledAsync(kind);
        var columns = await place.AskAsync(kind == Kind.Sqlite
            ? "SELECT name, type FROM pragma_table_info('AuditEntries')"
            : "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'AuditEntries'");
        Assert.Equal(14, columns.Length);
        foreach (var (name, type) in columns.Select(c => c.Split('|')).Select(c => (c[0], c[1])))
        {
            var set = new Dictionary<string, string> { ["Private"] = "NULL", ["PrivateSalt"] = "NULL", [name] = type is "bigint" or "INTEGER" ? "7" : "'x'" };
            await RefusedAsync(place, $"""UPDATE "AuditEntries" SET {string.Join(", ", set.Select(s => $"\"{s.Key}\" = {s.Value}"))} WHERE "Number" = 1""");
        }

        await RefusedAsync(place, """UPDATE "AuditEntries" SET "Private" = NULL""");
        await RefusedAsync(place, """UPDATE "AuditEntries" SET "PrivateSalt" = NULL""");
        var before = await place.AskAsync("""SELECT "PrivateDigest", "Hash", "After" FROM "AuditEntries" """);

        await place.ExecuteAsync("""UPDATE "AuditEntries" SET "Private" = NULL, "PrivateSalt" = NULL""");

        Assert.Equal(["|", "|"], await place.AskAsync("""SELECT "Private", "PrivateSalt" FROM "AuditEntries" """));
        Assert.Equal(before, await place.AskAsync("""SELECT "PrivateDigest", "Hash", "After" FROM "AuditEntries" """));
    }

    private static async Task RefusedAsync(AccessPlace place, string sql)
    {
        var wrong = await Assert.ThrowsAnyAsync<DbException>(() => place.ExecuteAsync(sql));
        Assert.Contains("AuditEntries is append-only", wrong.Message, StringComparison.Ordinal);
    }

    private async Task<AccessPlace> FilledAsync(Kind kind)
    {
        var place = await places.NewAsync(kind);
        var process = place.Process();
        await process.ChangeAsync((c, draft) =>
        {
            c.Checkpoints.Add(new Checkpoint { Book = "access" });
            c.PlanVersions.Add(new PlanVersion { Version = "v1" });
            (draft.Before, draft.After, draft.Private, draft.Facility) = (new { A = 1 }, new { A = 2 }, new { Name = "Ani" }, "palu");
        });
        await process.ChangeAsync((_, draft) => draft.Private = new { Name = "Budi" });
        return place;
    }
}
