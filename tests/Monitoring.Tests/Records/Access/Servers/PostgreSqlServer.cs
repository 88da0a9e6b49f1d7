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

    // The server ends when nobody holds the other end of its input: also when this process is killed.
    private const string UntilInputEnds = "log=$1; shift; \"$@\" >\"$log\" 2>&1 & read -r word; kill -QUIT $!; wait";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string directory = Directory.CreateTempSubdirectory("postgresql-").FullName;
    private readonly string programs;
    private int databases;
    private Process? process;

    private PostgreSqlServer(string programs) => this.programs = programs;

    private string Data => Path.Combine(directory, "data");

    private string Log => Path.Combine(directory, "log");

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
            await RunAsync(new ProcessStartInfo("chown", ["-R", "postgres", server.directory]));
        }

        await RunAsync(Shell(
            "exec \"$@\" >/dev/null 2>&1", $"{server.programs}/initdb", "-D", server.Data, "-U", Admin, $"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"));
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

    public async Task StartAgainAsync()
    {
        var start = Shell(
            UntilInputEnds, Log, $"{programs}/postgres", "-D", Data, "-p", $"{Port}", "-c", $"listen_addresses={Host}", "-c", "unix_socket_directories=", "-c", "fsync=off");
        start.RedirectStandardInput = true;
        process = Process.Start(start)!;
        for (var begin = Stopwatch.GetTimestamp(); !await AnswersAsync();)
        {
            if (Stopwatch.GetElapsedTime(begin) > Patience)
            {
                throw new InvalidOperationException($"PostgreSQL doesn't answer: {(File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "it didn't even start")}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Without a word to those who are connected.</summary>
    public async Task KillAsync()
    {
        if (process is { } running)
        {
            process = null;
            running.StandardInput.Close();
            await running.WaitForExitAsync(CancellationToken.None);
            running.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static string? Place() => Places.FirstOrDefault(p => File.Exists($"{p}/initdb") && File.Exists($"{p}/postgres"));

    // Root may not run it.
    private static ProcessStartInfo Shell(string script, params string[] arguments) => Environment.IsPrivilegedProcess
        ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "/bin/sh", "-c", script, "sh", .. arguments]) { WorkingDirectory = "/" }
        : new ProcessStartInfo("/bin/sh", ["-c", script, "sh", .. arguments]) { WorkingDirectory = "/" };

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var running = Process.Start(start)!;
        await running.WaitForExitAsync(CancellationToken.None);
        if (running.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} ended with {running.ExitCode}.");
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
