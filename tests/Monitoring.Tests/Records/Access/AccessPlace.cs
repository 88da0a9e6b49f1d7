using System.Data.Common;
using Microsoft.Data.Sqlite;
using Monitoring.Tests.Records.Access.Servers;
using Npgsql;

namespace Monitoring.Tests.Records.Access;

/// <summary>A database for people and rights, the processes that use it, and a way past them.</summary>
internal abstract class AccessPlace : IAsyncDisposable
{
    private readonly List<AccessProcess> processes = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("access-").FullName;

    public abstract IEnumerable<(string Key, string Value)> Settings { get; }

    /// <summary>Not started.</summary>
    public AccessProcess Process(TimeProvider? time = null, params (string Key, string Value)[] others)
    {
        var process = new AccessProcess([("Data:Directory", Folder), .. Settings, .. others], time ?? TimeProvider.System);
        processes.Add(process);
        return process;
    }

    public async Task<AccessProcess> StartAsync(TimeProvider? time = null)
    {
        var process = Process(time);
        await process.StartAsync();
        return process;
    }

    /// <summary>Open, and with none of our settings.</summary>
    public abstract Task<DbConnection> ConnectAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Each row as one text, its columns with a bar between; sorted.</summary>
    public async Task<string[]> AskAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i))));
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}

internal sealed class SqlitePlace : AccessPlace
{
    public string File => Path.Combine(Folder, "access.db");

    public override IEnumerable<(string Key, string Value)> Settings => [];

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}

internal sealed class PostgreSqlPlace(PostgreSqlServer server, string database) : AccessPlace
{
    public string ConnectionString => server.ConnectionString(database);

    public string PasswordFile
    {
        get
        {
            var file = Path.Combine(Folder, "password");
            File.WriteAllText(file, $"{PostgreSqlServer.Password}\n");
            return file;
        }
    }

    public override IEnumerable<(string Key, string Value)> Settings => [("Access:PostgreSql", ConnectionString), ("Access:PostgreSqlPasswordFile", PasswordFile)];

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Password = PostgreSqlServer.Password, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
