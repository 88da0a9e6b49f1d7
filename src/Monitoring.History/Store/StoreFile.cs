using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store;

/// <summary>The file <c>readings.db</c>: its tables, its identity and the connections to it. One connection writes, any number read.</summary>
internal sealed class StoreFile
{
    public const string Name = "readings.db";

    private const int Format = 1;

    /// <summary>
    /// <c>hot</c> has no index but its sequence (one more index costs five times the insert), and no AUTOINCREMENT: the sequence is ours, and <c>meta</c> remembers
    /// how far it was handed out. A key of <c>block</c> is series and slot.
    /// </summary>
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS meta(k TEXT PRIMARY KEY, v NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, facility TEXT NOT NULL, area TEXT NOT NULL, equipment TEXT NOT NULL, signal TEXT NOT NULL,
          unit TEXT NOT NULL, UNIQUE(facility, area, equipment, signal, unit));
        CREATE TABLE IF NOT EXISTS hot(seq INTEGER PRIMARY KEY, series_id INTEGER NOT NULL, ts INTEGER NOT NULL, value REAL, quality INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS block(id INTEGER PRIMARY KEY, n INTEGER NOT NULL, bad INTEGER NOT NULL, t0 INTEGER NOT NULL, t1 INTEGER NOT NULL,
          vmin REAL, vmax REAL, vsum REAL NOT NULL, data BLOB NOT NULL);
        """;

    private readonly string readerString;

    public StoreFile(string directory)
    {
        var folder = Directory.CreateDirectory(directory);
        Path = System.IO.Path.Combine(folder.FullName, Name);
        readerString = new SqliteConnectionStringBuilder { DataSource = Path, Mode = SqliteOpenMode.ReadOnly }.ToString();
    }

    public string Path { get; }

    /// <summary>Bytes on disk, the write-ahead log among them.</summary>
    public long Length => LengthOf(Path) + LengthOf(Path + "-wal");

    /// <summary>Opens the file for writing; makes it if it isn't there.</summary>
    /// <exception cref="InvalidDataException">A newer version of this program wrote it.</exception>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // The first three only take effect before the first table.
            Statement.Run(connection, """
                PRAGMA busy_timeout=5000; PRAGMA page_size=8192; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;
                PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=67108864;
                """);
            Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A pooled connection that can't write.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(readerString);
        connection.Open();
        return connection;
    }

    /// <summary>Closes idle readers, so that the file is free.</summary>
    public void CloseReaders()
    {
        using var connection = new SqliteConnection(readerString);
        SqliteConnection.ClearPool(connection);
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
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
