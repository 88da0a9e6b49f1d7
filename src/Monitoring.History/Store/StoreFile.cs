using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitoring.History.Store;

/// <summary>The file <c>readings.db</c>: its tables, its identity and the connections to it. One connection writes, any number read; one process at a time.</summary>
internal sealed class StoreFile : IDisposable
{
    public const string Name = "readings.db";

    private const int Format = 2;

    /// <summary>
    /// <c>hot</c> has no index but its sequence (one more index costs five times the insert), and no AUTOINCREMENT: the sequence is ours, and <c>meta</c> remembers
    /// how far it was handed out. A key of <c>block</c> and <c>minute</c> is series and slot, of <c>hour</c> series and hour. <c>ship</c> holds sealed slots that InfluxDB
    /// hasn't taken yet (its key is slot and series, so that the oldest come first), <c>quarantine</c> lines that it refused. Format 2 added the last four.
    /// </summary>
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS meta(k TEXT PRIMARY KEY, v NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, facility TEXT NOT NULL, area TEXT NOT NULL, equipment TEXT NOT NULL, signal TEXT NOT NULL,
          unit TEXT NOT NULL, UNIQUE(facility, area, equipment, signal, unit));
        CREATE TABLE IF NOT EXISTS hot(seq INTEGER PRIMARY KEY, series_id INTEGER NOT NULL, ts INTEGER NOT NULL, value REAL, quality INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS block(id INTEGER PRIMARY KEY, n INTEGER NOT NULL, bad INTEGER NOT NULL, t0 INTEGER NOT NULL, t1 INTEGER NOT NULL,
          vmin REAL, vmax REAL, vsum REAL NOT NULL, data BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS minute(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS hour(id INTEGER PRIMARY KEY, n INTEGER NOT NULL, bad INTEGER NOT NULL, vsum REAL NOT NULL, vmin REAL, vmax REAL,
          good INTEGER NOT NULL, lolo INTEGER NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL, hihi INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS ship(id INTEGER PRIMARY KEY, raw INTEGER NOT NULL, mark INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS quarantine(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, line BLOB NOT NULL, message TEXT NOT NULL, retry INTEGER NOT NULL DEFAULT 0);
        """;

    private const int BusyMilliseconds = 5_000;

    private readonly string readerString;
    private readonly FileStream processLock;

    /// <exception cref="IOException">Another process has the store open.</exception>
    public StoreFile(string directory)
    {
        var folder = Directory.CreateDirectory(directory);
        Path = System.IO.Path.Combine(folder.FullName, Name);
        processLock = Lock(Path + ".lock");
        readerString = new SqliteConnectionStringBuilder { DataSource = Path, Mode = SqliteOpenMode.ReadOnly }.ToString();
    }

    public string Path { get; }

    /// <summary>Bytes on disk, the write-ahead log among them.</summary>
    public long Length => LengthOf(Path) + LengthOf(Path + "-wal");

    /// <summary>Opens the file for writing; makes it if it isn't there.</summary>
    /// <exception cref="InvalidDataException">A newer version of this program wrote it, or it is no store.</exception>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            _ = raw.sqlite3_busy_timeout(connection.Handle!, BusyMilliseconds);
            // The first three only take effect before the first table.
            Statement.Run(connection, """
                PRAGMA page_size=8192; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;
                PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=67108864;
                """);
            Prepare(connection);
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT })
            {
                throw new InvalidDataException($"{Path} is damaged or no reading store ({e.Message}). Put a backup in its place, or move it away to begin a new one.", e);
            }

            throw;
        }
    }

    /// <summary>A pooled connection that can't write.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(readerString);
        connection.Open();
        _ = raw.sqlite3_busy_timeout(connection.Handle!, BusyMilliseconds);
        return connection;
    }

    /// <summary>Closes idle readers and lets another process have the store.</summary>
    public void Dispose()
    {
        using (var connection = new SqliteConnection(readerString))
        {
            SqliteConnection.ClearPool(connection);
        }

        processLock.Dispose();
    }

    public static string IdOf(SqliteConnection connection)
    {
        using var query = new Statement(connection, "SELECT v FROM meta WHERE k = 'id'");
        query.Step();
        return query.Text(0);
    }

    public static void SetId(SqliteConnection connection, string id)
    {
        using var update = new Statement(connection, "UPDATE meta SET v = ? WHERE k = 'id'");
        update.Bind(1, id).Execute();
    }

    private void Prepare(SqliteConnection connection)
    {
        Statement.Run(connection, $"""
            BEGIN IMMEDIATE;
            {Schema}
            INSERT OR IGNORE INTO meta VALUES('format', {Format}), ('id', lower(hex(randomblob(16)))), ('sequence_reserved', 0);
            COMMIT;
            """);
        var format = Statement.Scalar(connection, "SELECT v FROM meta WHERE k = 'format'");
        if (format > Format)
        {
            throw new InvalidDataException($"{Path} has format {format}, this program knows {Format}: it was written by a newer version. Start that version, or move the file away.");
        }

        Statement.Run(connection, $"UPDATE meta SET v = {Format} WHERE k = 'format' AND v < {Format}");
    }

    // Freed by the system, however the process ends.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"{path} can't be locked: another instance seems to use this folder. Stop it, or set Data:Directory to another folder. ({e.Message})", e);
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
