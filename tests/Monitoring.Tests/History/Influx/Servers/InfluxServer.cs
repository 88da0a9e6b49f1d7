using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Monitoring.Tests.History.Influx.Servers;

/// <summary>
/// A real InfluxDB 1.x on free ports of this machine, in a directory of its own, with authentication on: <see cref="User"/> may write to and read from <see cref="Database"/> and nothing else.
/// Knows nothing of the product, and of no test framework.
/// </summary>
internal sealed class InfluxServer : IAsyncDisposable
{
    public const string Database = "monitoring";
    public const string User = "writer";
    public const string Password = "w r:i'ter\\1";
    public const string Admin = "root";
    public const string AdminPassword = "admin-pass";

    private static readonly string[] Places = ["/usr/bin/influxd", "/usr/local/bin/influxd", "/opt/homebrew/bin/influxd"];

    private readonly string directory = Directory.CreateTempSubdirectory("influxd-").FullName;
    private readonly HttpClient http;
    private readonly ServerProcess process;

    private InfluxServer(string program, int maxBodySize)
    {
        var (port, rpc) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        Address = new Uri($"http://127.0.0.1:{port}/");
        var settings = Path.Combine(directory, "influxd.conf");
        File.WriteAllText(settings, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{rpc}"
            [meta]
              dir = "{directory}/meta"
              logging-enabled = false
            [data]
              dir = "{directory}/data"
              wal-dir = "{directory}/wal"
              query-log-enabled = false
            [monitor]
              store-enabled = false
            [subscriber]
              enabled = false
            [continuous_queries]
              enabled = false
            [logging]
              level = "error"
            [http]
              bind-address = "127.0.0.1:{port}"
              auth-enabled = true
              log-enabled = false
              max-body-size = {maxBodySize}
            """);
        process = new ServerProcess(program, ["-config", settings]);
        http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Admin}:{AdminPassword}")));
    }

    public static bool IsInstalled => Places.Any(File.Exists);

    public Uri Address { get; }

    /// <exception cref="InvalidOperationException">Not installed, or it doesn't start.</exception>
    public static async Task<InfluxServer> StartAsync(int maxBodySize = 25_000_000)
    {
        var server = new InfluxServer(
            Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("InfluxDB isn't installed (Debian: apt-get install influxdb)."), maxBodySize);
        await server.StartAgainAsync();
        await server.ExecuteAsync($"CREATE USER {Admin} WITH PASSWORD '{AdminPassword}' WITH ALL PRIVILEGES");
        await server.ExecuteAsync($"CREATE DATABASE \"{Database}\"");
        await server.ExecuteAsync($"CREATE USER {User} WITH PASSWORD '{Password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'");
        await server.ExecuteAsync($"GRANT ALL ON \"{Database}\" TO {User}");
        return server;
    }

    public Task KillAsync() => process.KillAsync();

    public Task StartAgainAsync() => process.StartAsync(async () =>
    {
        using var answer = await http.GetAsync(new Uri("ping", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    });

    /// <summary>Anything that changes something, as the administrator.</summary>
    public async Task ExecuteAsync(string statement)
    {
        using var content = new FormUrlEncodedContent([new("q", statement)]);
        using var answer = await http.PostAsync(new Uri("query", UriKind.Relative), content);
        ThrowIfWrong(statement, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>As the administrator. Times are Unix milliseconds; the answer's text is InfluxDB's own JSON.</summary>
    public async Task<JsonElement> QueryAsync(string query, string database = Database)
    {
        var text = await http.GetStringAsync(new Uri($"query?db={Uri.EscapeDataString(database)}&epoch=ms&q={Uri.EscapeDataString(query)}", UriKind.Relative));
        ThrowIfWrong(query, text);
        return JsonElement.Parse(text);
    }

    /// <summary>The rows of every series of the first statement: name, tags, columns and values are where InfluxDB puts them.</summary>
    public async Task<JsonElement[]> SeriesAsync(string query, string database = Database) =>
        (await QueryAsync(query, database)).GetProperty("results")[0].TryGetProperty("series", out var series) ? [.. series.EnumerateArray()] : [];

    /// <summary>Column <paramref name="column"/> of the only row; 0: there is none.</summary>
    public async Task<double> NumberAsync(string query, int column = 1) =>
        await SeriesAsync(query) is [var series, ..] ? series.GetProperty("values")[0][column].GetDouble() : 0;

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        http.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static void ThrowIfWrong(string statement, string answer)
    {
        if (answer.Contains("\"error\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{statement}: {answer}");
        }
    }
}
