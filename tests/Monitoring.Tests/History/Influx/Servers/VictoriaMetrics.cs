namespace Monitoring.Tests.History.Influx.Servers;

/// <summary>A real VictoriaMetrics on free ports of this machine: a second receiver of <c>/api/v2/write</c>. It answers any <c>/query</c> with something made up.</summary>
internal sealed class VictoriaMetrics : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/victoria-metrics", "/usr/local/bin/victoria-metrics", "/opt/homebrew/bin/victoria-metrics"];

    private readonly string directory = Directory.CreateTempSubdirectory("victoria-metrics-").FullName;
    private readonly HttpClient http;
    private readonly ServerProcess process;

    private VictoriaMetrics(string program)
    {
        Address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}/");
        http = new HttpClient { BaseAddress = Address };
        process = new ServerProcess(program, [$"-httpListenAddr=127.0.0.1:{Address.Port}", $"-storageDataPath={directory}", "-retentionPeriod=100y", "-loggerLevel=ERROR"]);
    }

    public static bool IsInstalled => Places.Any(File.Exists);

    public Uri Address { get; }

    /// <exception cref="InvalidOperationException">Not installed, or it doesn't start.</exception>
    public static async Task<VictoriaMetrics> StartAsync()
    {
        var server = new VictoriaMetrics(
            Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("VictoriaMetrics isn't installed (Debian: apt-get install victoria-metrics)."));
        await server.process.StartAsync(async () =>
        {
            using var answer = await server.http.GetAsync(new Uri("health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        });
        return server;
    }

    /// <summary>Every sample of a metric, one JSON document a line, whatever its time.</summary>
    public async Task<string> ExportAsync(string metric)
    {
        // What was written is only surely seen after a flush.
        using var flushed = await http.GetAsync(new Uri("internal/force_flush", UriKind.Relative));
        return await http.GetStringAsync(new Uri($"api/v1/export?match[]={Uri.EscapeDataString(metric)}", UriKind.Relative));
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        http.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
