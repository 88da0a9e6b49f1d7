using System.Diagnostics;
using System.Net.Sockets;

namespace Monitoring.Tests.Ingest;

/// <summary>A real Mosquitto on a free port, in a directory of its own, which a test can end and start again.</summary>
internal sealed class MosquittoBroker : IAsyncDisposable
{
    public const string LosesNothing = "max_queued_messages 0\nmax_inflight_messages 1000\nautosave_interval 1\nautosave_on_changes true\n";

    private static readonly string[] Places = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"];

    private readonly string directory = Directory.CreateTempSubdirectory("mosquitto-").FullName;
    private readonly string program;
    private readonly string? given;
    private Process? process;

    private MosquittoBroker(string program, string configuration, int port)
    {
        this.program = program;
        given = configuration;
        Port = port;
    }

    private MosquittoBroker(string program, string limits)
    {
        this.program = program;
        Port = IngestHost.FreePort();
        File.WriteAllText(Path.Combine(directory, "broker.conf"), $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            user {Environment.UserName}
            persistence true
            persistence_location {directory}/
            {limits}
            """);
    }

    public int Port { get; }

    /// <summary>Skips the test where Mosquitto isn't installed.</summary>
    public static async Task<MosquittoBroker> StartAsync(string limits = LosesNothing)
    {
        var program = Places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Mosquitto isn't installed (Debian: apt-get install mosquitto).");
        var broker = new MosquittoBroker(program!, limits);
        await broker.StartAgainAsync();
        return broker;
    }

    /// <summary>With a whole configuration of the test's own, which listens at this port.</summary>
    public static async Task<MosquittoBroker> StartWithAsync(string configuration, int port)
    {
        var program = Places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Mosquitto isn't installed (Debian: apt-get install mosquitto).");
        var broker = new MosquittoBroker(program!, configuration, port);
        await broker.StartAgainAsync();
        return broker;
    }

    /// <summary>It reads its password and access files again.</summary>
    public async Task ReloadAsync()
    {
        using var kill = Process.Start("kill", ["-HUP", $"{process!.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task StartAgainAsync()
    {
        process = Process.Start(new ProcessStartInfo(program, ["-c", given ?? Path.Combine(directory, "broker.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await Device.Until(IsListening, "Mosquitto listens");
    }

    /// <summary>Ends it in order: it writes its sessions and queues.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process?.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private bool IsListening()
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
