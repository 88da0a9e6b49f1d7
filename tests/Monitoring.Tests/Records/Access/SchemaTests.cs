using Microsoft.EntityFrameworkCore;
using Monitoring.Records.Access;
using Npgsql;

namespace Monitoring.Tests.Records.Access;

public sealed class SchemaTests(AccessPlaces places)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string[] SqliteCatalogue =
    [
        """SELECT t.name, c.name, upper(c.type), c."notnull", c.pk FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'""",
        """
        SELECT t.name, i."unique", i.partial, group_concat(c.name) FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
        WHERE t.type = 'table' AND i.origin = 'c' GROUP BY t.name, i.name
        """,
        """SELECT t.name, f."table", f."from", f."to", f.on_delete FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'""",
    ];

    private static readonly string[] PostgreSqlCatalogue =
    [
        "SELECT table_name, column_name, data_type, is_nullable, is_identity FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype IN ('p', 'f') AND connamespace = 'public'::regnamespace",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%pkey' AND indexname NOT LIKE 'PK%'",
    ];

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task The_tables_written_by_hand_are_those_that_the_model_would_make(Kind kind)
    {
        await using var written = await places.NewAsync(kind);
        await written.Process().ReadAsync(c => c.Users.AnyAsync(Cancellation));
        await using var made = await places.NewAsync(kind);
        await using var connection = await made.ConnectAsync();
        var options = new DbContextOptionsBuilder<AccessContext>();
        await using var context = new AccessContext((kind == Kind.Sqlite ? options.UseSqlite(connection) : options.UseNpgsql(connection)).Options);
        await context.Database.EnsureCreatedAsync(Cancellation);

        foreach (var catalogue in kind == Kind.Sqlite ? SqliteCatalogue : PostgreSqlCatalogue)
        {
            var expected = await made.AskAsync(catalogue);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await written.AskAsync(catalogue));
        }
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Tables_of_a_newer_program_are_refused_with_a_sentence_and_left_as_they_are(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        await place.Process().CreateAsync("ani");
        await place.ExecuteAsync("""UPDATE "State" SET "Schema" = 9""");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => place.StartAsync());

        Assert.EndsWith("has the schema 9; this program knows 1. Start the program that wrote it, or a newer one.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["9|1"], await place.AskAsync("""SELECT "Schema", "Changes" FROM "State" """));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task Processes_that_start_at_the_same_time_make_the_tables_once(Kind kind)
    {
        await using var place = await places.NewAsync(kind);
        AccessProcess[] processes = [place.Process(), place.Process(), place.Process(), place.Process()];

        await Task.WhenAll(processes.Select(p => Task.Run(() => p.StartAsync())));

        Assert.Equal(["1|1|0"], await place.AskAsync("""SELECT "Id", "Schema", "Changes" FROM "State" """));
    }

    [Fact]
    public async Task Access_db_is_its_owner_s_alone_and_the_folder_is_left_as_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var place = new SqlitePlace();
        File.SetUnixFileMode(place.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        var process = await place.StartAsync();
        await process.CreateAsync("ani");

        foreach (var file in Directory.GetFiles(place.Folder))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.True(File.GetUnixFileMode(place.Folder).HasFlag(UnixFileMode.GroupRead));
        File.SetUnixFileMode(place.File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await place.Process().ReadAsync(c => c.Users.AnyAsync(Cancellation));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.File));
    }

    [Fact]
    public async Task Access_db_is_written_through_to_the_disk_and_waits_for_others()
    {
        await using var place = new SqlitePlace();
        var process = place.Process();
        Assert.Equal("wal 2 5000 1 1", await process.ReadAsync(async c =>
        {
            await c.Database.OpenConnectionAsync(Cancellation);
            var answers = new List<string>();
            foreach (var setting in new[] { "journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete" })
            {
                await using var command = c.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"PRAGMA {setting}";
                answers.Add($"{await command.ExecuteScalarAsync(Cancellation)}");
            }

            return string.Join(' ', answers);
        }));
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start_with_what_to_do()
    {
        await using var place = new SqlitePlace();
        await File.WriteAllTextAsync(place.File, new string('x', 10_000), Cancellation);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => place.StartAsync());

        Assert.Contains("is damaged or no access database", refused.Message, StringComparison.Ordinal);
        Assert.Equal(10_000, new FileInfo(place.File).Length);
    }

    [Fact]
    public async Task A_user_of_PostgreSQL_who_may_make_no_tables_is_told_so()
    {
        await using var place = await places.NewAsync(Kind.PostgreSql);
        var connection = new NpgsqlConnectionStringBuilder(((PostgreSqlPlace)place).ConnectionString) { SearchPath = "pg_catalog" };

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => place.Process(null, ("Access:PostgreSql", connection.ToString())).StartAsync());

        Assert.Contains("Let the user of Access:PostgreSql own the database and its schema.", refused.Message, StringComparison.Ordinal);
    }
}
