using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Monitoring.Records.Access.Database;

/// <summary><c>access.db</c> in the data directory.</summary>
internal sealed class SqliteDatabase(string directory, AccessHealth health) : AccessDatabase(health)
{
    public const string FileName = "access.db";

    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What is committed survives a power cut (FULL); another process's change is waited for; what is deleted is overwritten.
    private const string Settings = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA secure_delete=ON";

    private readonly string file = Path.GetFullPath(Path.Combine(directory, FileName));

    public override string Name => $"'{file}'";

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    public override void Configure(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    public override void Opened(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    // The transaction began as BEGIN IMMEDIATE, which lets one writer in.
    public override Task LockAsync(AccessContext context, CancellationToken cancellation) => Task.CompletedTask;

    // The log is emptied into the file, where deleted rows are zeros; if somebody reads at this moment, a later checkpoint does it.
    public override async Task ForgetDeletedAsync(CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        Opened(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override string? WhyBroken(Exception e) => Find<SqliteException>(e) switch
    {
        null or { SqliteErrorCode: raw.SQLITE_CONSTRAINT } => null,
        { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR } full => $"The disk of {Name} takes no more ({full.Message}). Make room: until then nobody signs in, and no right or device changes.",
        { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } damaged => $"{Name} is damaged ({damaged.Message}). Stop the program and put a backup in its place.",
        { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM } closed => $"{Name} can't be written ({closed.Message}). Give this program's user the right to write it and its folder.",
        var other => $"{Name} can't be used ({other.Message}).",
    };

    public override void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        base.Dispose();
    }

    protected override void CreateOrUpgrade()
    {
        MakeFile();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Opened(connection);
            using (var command = connection.CreateCommand())
            {
                command.CommandText = "PRAGMA journal_mode=WAL";
                command.ExecuteNonQuery();
            }

            using var transaction = connection.BeginTransaction();
            Upgrade(connection, transaction, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'State'", SqliteSchema.Steps);
            transaction.Commit();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw new InvalidDataException($"{Name} is damaged or no access database ({e.Message}). Put a backup in its place, or move it away to begin anew: then everybody must be invited again.", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            throw new InvalidDataException(WhyBroken(e) ?? e.Message, e);
        }
    }

    /// <summary>SQLite gives its other two files the mode of the first.</summary>
    private void MakeFile()
    {
        try
        {
            Directory.CreateDirectory(directory);
            if (!File.Exists(file))
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = OwnersAlone;
                }

                new FileStream(file, options).Dispose();
            }
            else if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnersAlone) != 0)
            {
                // Never opened for it: closing a file gives up SQLite's locks on it.
                File.SetUnixFileMode(file, OwnersAlone);
            }
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it in this moment.
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InvalidDataException($"{Name} can't be written ({e.Message}). Give this program's user the right to write it and its folder, or set Data:Directory to another.", e);
        }
    }

    private static T? Find<T>(Exception? e)
        where T : Exception => e is null ? null : e as T ?? Find<T>(e.InnerException);
}
