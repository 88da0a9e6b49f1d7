using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Monitoring.EndToEnd.Tests;

/// <summary>
/// The built server as a process of its own, on free ports, with a data directory of its own that outlives its kills. At the first start somebody follows the
/// link that it prints; <see cref="Http"/> asks with a key that has every right. Devices need no password, unless a test is about them.
/// </summary>
public sealed class ServerUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("monitoring-");
    private readonly ConcurrentQueue<string> output = new();
    private readonly Dictionary<string, string> settings;
    private readonly string[] arguments;
    private Process? process;

    public ServerUnderTest(string? plan = null, IReadOnlyDictionary<string, string>? settings = null, params string[] arguments)
    {
        var ports = FreePorts(4);
        (HttpPort, MqttPort) = (ports[0], ports[1]);
        this.arguments = arguments;
        this.settings = new Dictionary<string, string>
        {
            ["Http__Port"] = $"{HttpPort}",
            ["Mqtt__Port"] = $"{MqttPort}",
            ["Mqtt__Anonymous"] = "true",
            ["Orleans__SiloPort"] = $"{ports[2]}",
            ["Orleans__GatewayPort"] = $"{ports[3]}",
            ["Data__Directory"] = Path.Combine(folder.FullName, "data"),
        };
        if (plan is not null)
        {
            var file = Path.Combine(folder.FullName, "plan.yaml");
            File.WriteAllText(file, plan);
            this.settings["Plan__File"] = file;
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            this.settings[name] = value;
        }

        Http = new HttpClient { BaseAddress = new Uri($"http://localhost:{HttpPort}") };
    }

    public int HttpPort { get; }

    public int MqttPort { get; }

    public HttpClient Http { get; }

    /// <summary>Who followed the printed link: every role over every facility. Known after the first start.</summary>
    internal Visitor First { get; private set; } = null!;

    public string DataDirectory => settings["Data__Directory"];

    public string Output => string.Join('\n', output);

    public int ProcessId => process!.Id;

    private static string Root { get; } = FindRoot();

    /// <summary>Starts it, waits until it is ready, and at the first start signs in.</summary>
    /// <returns>From the start of the process to its first "ready".</returns>
    public async Task<TimeSpan> StartAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        Launch();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        while (!await IsReadyAsync(deadline.Token))
        {
            if (process!.HasExited)
            {
                throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{Output}");
            }

            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"The server was not ready within {Patience}:\n{Output}\n{await ReadinessAsync(cancellation)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, CancellationToken.None);
        }

        var elapsed = watch.Elapsed;
        First ??= await SignInFirstAsync(cancellation);
        return elapsed;
    }

    /// <summary>Somebody new, with one role, signed in in a browser of their own.</summary>
    internal Task<Visitor> InviteAsync(string user, string displayName, string role, string facility, CancellationToken cancellation) =>
        First.InviteAsync(user, displayName, role, facility, cancellation);

    /// <summary>Starts it with nothing awaited, for a start that is meant to fail.</summary>
    public async Task<int> RunToEndAsync(CancellationToken cancellation)
    {
        Launch();
        await process!.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <summary>Runs a command of the program with the server's settings, beside the server or without it.</summary>
    public async Task<(int ExitCode, string Said)> RunCommandAsync(string[] command, CancellationToken cancellation)
    {
        using var run = Process.Start(Describe(command))!;
        var (said, failed) = (run.StandardOutput.ReadToEndAsync(cancellation), run.StandardError.ReadToEndAsync(cancellation));
        await run.WaitForExitAsync(cancellation);
        return (run.ExitCode, await said + await failed);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        process!.Kill();
        await process.WaitForExitAsync(cancellation);
    }

    /// <summary>SIGTERM, as a service's host stops it.</summary>
    public async Task<TimeSpan> StopAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync(cancellation);
        return watch.Elapsed;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => await Http.GetFromJsonAsync<JsonElement>(path, cancellation);

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        First?.Dispose();
        Http.Dispose();
        folder.Delete(recursive: true);
    }

    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        Array.ForEach(listeners, l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        Array.ForEach(listeners, l => l.Dispose());
        return ports;
    }

    private async Task<Visitor> SignInFirstAsync(CancellationToken cancellation)
    {
        var output = await Eventually.Async("the first person's link is printed", () => Task.FromResult(Output), o => o.Contains("/welcome/", StringComparison.Ordinal), seconds: 10);
        var code = output[(output.LastIndexOf("/welcome/", StringComparison.Ordinal) + "/welcome/".Length)..].Split((char[])[' ', '\n', '\r'], 2)[0];
        var first = await Visitor.AcceptAsync(Http.BaseAddress!, code, "tester", "Tester", cancellation);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await first.MakeKeyAsync(cancellation));
        return first;
    }

    private void Launch()
    {
        process = Process.Start(Describe(arguments))!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        void Keep(string? line)
        {
            if (line is not null)
            {
                output.Enqueue(line);
            }
        }
    }

    private ProcessStartInfo Describe(string[] arguments)
    {
        // The tests' own build (debug or release) decides which build of the server they try.
        var build = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var binary = Path.Combine(Root, ".artifacts", "bin", "Monitoring.Server", build, "Monitoring.Server.dll");
        var start = new ProcessStartInfo("dotnet", [binary, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or SocketException)
        {
            // The client lets the socket's own exception through when the other end vanishes between its connect and its first byte.
            return false;
        }
    }

    private async Task<string> ReadinessAsync(CancellationToken cancellation)
    {
        using var answer = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Monitoring.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Monitoring.sln above the tests: run them from a checkout.");
        }

        return folder.FullName;
    }
}
