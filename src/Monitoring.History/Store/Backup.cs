using Microsoft.Data.Sqlite;

namespace Monitoring.History.Store;

/// <summary>Copies the store while it is written.</summary>
public sealed class Backup
{
    private readonly ReadingStore store;

    internal Backup(ReadingStore store) => this.store = store;

    /// <summary>
    /// Writes everything that is durable now to a file, which appears under its name only when it is whole and flushed. Put it in place as <c>readings.db</c> to restore it:
    /// it is then a store of its own, with another <see cref="ReadingStore.Id"/>, so that nobody's cursor over this one is taken for a cursor over it.
    /// </summary>
    /// <exception cref="IOException">The file exists, or can't be written.</exception>
    public Task ToFileAsync(string path, CancellationToken cancellation) => Task.Run(() => Write(path), cancellation);

    private void Write(string path)
    {
        if (System.IO.File.Exists(path))
        {
            throw new IOException($"{path} exists already; a backup replaces nothing.");
        }

        var partial = path + ".partial";
        System.IO.File.Delete(partial);
        try
        {
            CopyTo(partial);
            GiveOwnId(partial);
        }
        catch (SqliteException e)
        {
            throw new IOException($"The backup to {path} failed: {e.Message}", e);
        }

        using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(partial, path);
    }

    private void CopyTo(string path)
    {
        using var connection = store.File.OpenReader();
        using var copy = new Statement(connection, "VACUUM INTO ?");
        copy.Bind(1, path).Execute();
    }

    private static void GiveOwnId(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        StoreFile.SetId(connection, Guid.NewGuid().ToString("N"));
    }
}
