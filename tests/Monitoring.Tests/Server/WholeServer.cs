using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Monitoring.Server.Access;
using Monitoring.Tests.Records.Plans;
using Monitoring.Tests.Server.Access;

namespace Monitoring.Tests.Server;

/// <summary>The program as its own <c>Program.cs</c> puts it together, in this process: whatever it maps can be asked for. Two facilities, palu and poso, alike.</summary>
public sealed class WholeServer : IAsyncLifetime, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("whole-");
    private readonly TaskCompletionSource<IHost> built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> listening = [];
    private Task<int> program = Task.FromResult(0);
    private IHost host = null!;

    internal SomeCallers Callers { get; private set; } = null!;

    internal IServiceProvider Services => host.Services;

    /// <summary>Every route that there is.</summary>
    internal RouteEndpoint[] Routes => [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public async ValueTask InitializeAsync()
    {
        var plan = Path.Combine(folder.FullName, "plan.yaml");
        var one = SmallPlan.Yaml.ReplaceLineEndings("\n");
        await File.WriteAllTextAsync(plan, $"{one}\n{one[(one.IndexOf('\n', StringComparison.Ordinal) + 1)..].Replace("id: palu\n", "id: poso\n", StringComparison.Ordinal)}", TestContext.Current.CancellationToken);
        var mqtt = SomeServer.FreePort();
        string[] arguments =
        [
            "--Http:Port=0", $"--Mqtt:Port={mqtt}", $"--Orleans:SiloPort={SomeServer.FreePort()}", "--Orleans:GatewayPort=0",
            $"--Data:Directory={Path.Combine(folder.FullName, "data")}", $"--Plan:File={plan}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None",
        ];
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
        var main = typeof(RightsModule).Assembly.EntryPoint!;
        program = Task.Factory.StartNew(() => (int)main.Invoke(null, [arguments])!, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(built.Task, program) == program)
        {
            throw new InvalidOperationException($"The program ended with {await program}.");
        }

        host = await built.Task;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await Task.WhenAny(started.Task, program).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(a => !a.EndsWith($":{mqtt}", StringComparison.Ordinal));
        Callers = new SomeCallers(host.Services, new Uri(address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        listening.ForEach(l => l.Dispose());
        Callers?.Dispose();
        if (host is not null)
        {
            await host.StopAsync();
        }

        await program;
        folder.Delete(recursive: true);
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            listening.Add(value.Subscribe(this));
        }
    }

    /// <summary>Other tests build hosts at the same time: ours has our folder.</summary>
    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilt", Value: IHost one } && one.Services.GetRequiredService<IConfiguration>()["Data:Directory"]?.StartsWith(folder.FullName, StringComparison.Ordinal) == true)
        {
            built.TrySetResult(one);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
