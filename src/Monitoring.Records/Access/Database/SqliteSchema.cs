namespace Monitoring.Records.Access.Database;

/// <summary>The tables of <c>access.db</c>.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// What is written stays. A row that would replace another is refused by a trigger of its own: REPLACE deletes without asking the one that guards against deleting.
    /// </summary>
    private const string TrailIsKept = """
        CREATE TRIGGER audit_entries_keep_their_rows BEFORE DELETE ON "AuditEntries" BEGIN SELECT RAISE(ABORT, 'AuditEntries is append-only'); END;
        CREATE TRIGGER audit_entries_keep_their_words BEFORE UPDATE ON "AuditEntries"
          WHEN NOT (NEW."Private" IS NULL AND NEW."PrivateSalt" IS NULL
            AND NEW."Number" IS OLD."Number" AND NEW."At" IS OLD."At" AND NEW."Who" IS OLD."Who" AND NEW."From" IS OLD."From" AND NEW."What" IS OLD."What"
            AND NEW."Subject" IS OLD."Subject" AND NEW."Facility" IS OLD."Facility" AND NEW."Before" IS OLD."Before" AND NEW."After" IS OLD."After"
            AND NEW."Why" IS OLD."Why" AND NEW."PrivateDigest" IS OLD."PrivateDigest" AND NEW."Hash" IS OLD."Hash")
          BEGIN SELECT RAISE(ABORT, 'AuditEntries is append-only'); END;
        CREATE TRIGGER audit_entries_keep_their_numbers BEFORE INSERT ON "AuditEntries"
          WHEN EXISTS(SELECT 1 FROM "AuditEntries" WHERE "Number" = NEW."Number") BEGIN SELECT RAISE(ABORT, 'AuditEntries is append-only'); END;
        CREATE TRIGGER checkpoints_keep_their_rows BEFORE DELETE ON "Checkpoints" BEGIN SELECT RAISE(ABORT, 'Checkpoints is append-only'); END;
        CREATE TRIGGER checkpoints_keep_their_words BEFORE UPDATE ON "Checkpoints" BEGIN SELECT RAISE(ABORT, 'Checkpoints is append-only'); END;
        CREATE TRIGGER checkpoints_keep_their_numbers BEFORE INSERT ON "Checkpoints"
          WHEN EXISTS(SELECT 1 FROM "Checkpoints" WHERE "Id" = NEW."Id") BEGIN SELECT RAISE(ABORT, 'Checkpoints is append-only'); END;
        CREATE TRIGGER plan_versions_keep_their_rows BEFORE DELETE ON "PlanVersions" BEGIN SELECT RAISE(ABORT, 'PlanVersions is append-only'); END;
        CREATE TRIGGER plan_versions_keep_their_words BEFORE UPDATE ON "PlanVersions" BEGIN SELECT RAISE(ABORT, 'PlanVersions is append-only'); END;
        CREATE TRIGGER plan_versions_keep_their_names BEFORE INSERT ON "PlanVersions"
          WHEN EXISTS(SELECT 1 FROM "PlanVersions" WHERE "Version" = NEW."Version") BEGIN SELECT RAISE(ABORT, 'PlanVersions is append-only'); END;
        """;

    private static readonly ColumnTypes Types = new(
        "INTEGER", "INTEGER", "INTEGER", "TEXT", "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", " STRICT");

    /// <summary>Step n brings schema n to n + 1.</summary>
    public static string[] Steps { get; } = [$"{FirstTables.Of(Types)}\n{TrailIsKept}"];
}
