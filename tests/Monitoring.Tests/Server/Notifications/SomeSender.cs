using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;
using Monitoring.Ingest.Mqtt;
using Monitoring.Server.Notifications;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Notifications;

/// <summary>The notifications of a server with the settings of a test, files for secrets, a clock that a test turns, and everything that is logged.</summary>
internal sealed class SomeSender : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("notifications-");
    private readonly Dictionary<string, string?> settings = [];
    private readonly LogLines lines = new();
    private IHost? host;

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(SomeKitchen.Noon));

    public Plan Plan { get; init; } = SomeKitchen.Plan;

    /// <summary>What switches sirens; without it, an embedded broker that never started.</summary>
    public IDeviceCommands? Sirens { get; init; }

    /// <summary>Of the environment variables that are this server's own.</summary>
    public string EnvironmentPrefix { get; } = $"T{Guid.NewGuid():N}_";

    public IReadOnlyCollection<string> Log => lines.All;

    public INoticeSender Sender => Services.GetRequiredService<INoticeSender>();

    public IServiceProvider Services => (host ??= Build()).Services;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SomeSender With(string key, string? value)
    {
        settings[$"Notifications:{key}"] = value;
        return this;
    }

    /// <summary>A secret in a file that only we may read.</summary>
    public SomeSender WithSecret(string key, string secret) => With(key + "File", WriteFile(key.Replace(':', '-'), secret + "\n"));

    public string WriteFile(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }

    public Task<SendResult> SendAsync(Notice notice) => Sender.SendAsync(notice, Cancellation);

    public static Notice Notice(ChannelKind channel, string address) => new(
        "palu/sari/email/abc", "palu", "sari", channel, address, 0, ["palu.kitchen.fryer-1.oil_temp.fire.1"],
        "Api! Penggorengan 1", "Suhu minyak 212,5 °C, batas 200 °C.\n.Matikan gas.\nhttp://localhost:5080/", Priority.High);

    public async Task StartAsync()
    {
        host = Build();
        await host.StartAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        host?.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings).AddEnvironmentVariables(EnvironmentPrefix);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(lines);
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton(Plan).AddSingleton(Sirens ?? new EmbeddedCommands());
        builder.Services.AddNotifications(builder.Configuration);
        return builder.Build();
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> all = [];

        public IReadOnlyCollection<string> All => all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
