using System.Diagnostics;
using Monitoring.Tests.History.Influx.Servers;
using Npgsql;

namespace Monitoring.Tests.Records.Access.Servers;

/// <summary>
/// A real PostgreSQL on a free port of this machine, in a directory of its own, which lets nobody in without a password. It refuses to run as root, so that root runs it as
/// <c>postgres</c>, whom the Debian package makes. Knows nothing of the product, and of no test framework.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    public const string User = "writer";
    public const string Password = "w r;i't\"er=1";

    private const string Admin = "admin";
    private const string AdminPassword = "admin-pass";

    private static readonly string[] Places =
    [
        .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d.Length).ThenByDescending(d => d, StringComparer.Ordinal).Select(d => $"{d}/bin") : [],
        "/usr/local/bin", "/opt/homebrew/bin", "/usr/bin",
    ];

    private readonly string directory = Directory.CreateTempSubdirectory("postgresql-").FullName;
    private readonly string programs;
    private int databases;

    private PostgreSqlServer(string programs) => this.programs = programs;

    public static bool IsInstalled => Place() is not null;

    public static string Host => "127.0.0.1";

    public int Port { get; } = ServerProcess.FreePort();

    /// <exception cref="InvalidOperationException">Not installed, or it doesn't start.</exception>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer(Place() ?? throw new InvalidOperationException("PostgreSQL isn't installed (Debian: apt-get install postgresql)."));
        var password = Path.Combine(server.directory, "password");
        await File.WriteAllTextAsync(password, AdminPassword);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["-R", "postgres", server.directory]);
        }

        await server.RunHereAsync("initdb", "-D", server.Data, "-U", Admin, $"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync");
        await server.StartAgainAsync();
        await server.ExecuteAsync($"CREATE ROLE {User} LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'");
        return server;
    }

    /// <summary>A new, empty database that <see cref="User"/> owns.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"d{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} OWNER {User}");
        return name;
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder { Host = Host, Port = Port, Database = database, Username = User }.ToString();

    /// <summary>As the administrator.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Database = "postgres",
            Username = Admin,
            Password = AdminPassword,
            Pooling = false,
        }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Task StartAgainAsync() => RunHereAsync(
        "pg_ctl", "start", "-w", "-s", "-D", Data, "-l", Path.Combine(directory, "log"),
        "-o", $"-p {Port} -c listen_addresses={Host} -c unix_socket_directories='' -c fsync=off -c max_connections=100");

    /// <summary>Without a word to those who are connected.</summary>
    public Task KillAsync() => RunHereAsync("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", Data);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await KillAsync();
        }

        Directory.Delete(directory, recursive: true);
    }

    private string Data => Path.Combine(directory, "data");

    private static string? Place() => Places.FirstOrDefault(p => File.Exists($"{p}/initdb") && File.Exists($"{p}/pg_ctl"));

    private Task RunHereAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", $"{programs}/{program}", .. arguments])
        : RunAsync($"{programs}/{program}", arguments);

    // Nothing is read from it: the server that pg_ctl leaves behind would keep a pipe open.
    private static async Task RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
