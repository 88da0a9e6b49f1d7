using System.Diagnostics;
using System.Net.Sockets;

namespace Monitoring.EndToEnd.Tests;

/// <summary>A real Mosquitto on a free port, with the settings that the project ships.</summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mosquitto-");
    private Process? process;

    public int Port { get; } = ServerUnderTest.FreePorts(1)[0];

    public static string? Find(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin" }.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    public static async Task<Mosquitto> StartAsync(CancellationToken cancellation)
    {
        Assert.SkipWhen(Find("mosquitto") is null, "Mosquitto isn't installed (Debian: mosquitto).");
        var mosquitto = new Mosquitto();
        await mosquitto.LaunchAsync(cancellation);
        return mosquitto;
    }

    /// <summary>As its service is restarted: it saves what it holds.</summary>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync(cancellation);
        await LaunchAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task LaunchAsync(CancellationToken cancellation)
    {
        var configuration = Path.Combine(folder.FullName, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {folder.FullName}/
            autosave_interval 5
            max_queued_messages 1000000
            max_queued_bytes 0
            max_inflight_messages 1000
            user root
            """, cancellation);
        process = Process.Start(new ProcessStartInfo(Find("mosquitto")!, ["-c", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await Eventually.Async("Mosquitto listens", async () =>
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port, cancellation);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, up => up);
    }
}
