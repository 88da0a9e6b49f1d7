using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Monitoring.Tests.History.Influx.Servers;

/// <summary>A real server as a process of its own, which can be killed and started again.</summary>
internal sealed class ServerProcess(string program, string[] arguments) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Process? process;

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <param name="answers">Throws <see cref="HttpRequestException"/> or says false until the server is there.</param>
    public async Task StartAsync(Func<Task<bool>> answers)
    {
        process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        for (var start = Stopwatch.GetTimestamp(); !await TryAsync(answers);)
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new InvalidOperationException($"{program} doesn't answer: {(process.HasExited ? await said : "it runs, but not in time")}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process?.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static async Task<bool> TryAsync(Func<Task<bool>> answers)
    {
        try
        {
            return await answers();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
