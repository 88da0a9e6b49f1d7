using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;

namespace Monitoring.Tests.History.Influx;

/// <summary>A client and what goes with it, against whatever server.</summary>
internal sealed class SomeInflux : IDisposable, ILoggerProvider, ILogger
{
    private readonly string secretFile = Path.GetTempFileName();
    private readonly ILoggerFactory loggers;

    public SomeInflux(Uri address, Action<InfluxOptions>? configure = null, TimeProvider? time = null)
    {
        File.WriteAllText(secretFile, InfluxServer.Password);
        loggers = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Debug).AddProvider(this));
        Settings = new InfluxOptions { Address = $"{address}", Database = InfluxServer.Database, UserName = InfluxServer.User, PasswordFile = secretFile };
        configure?.Invoke(Settings);
        Time = time ?? TimeProvider.System;
        Client = new InfluxClient(Options.Create(Settings), Time);
        Health = new InfluxHealth(Time, loggers.CreateLogger<InfluxHealth>());
        Delivery = new Delivery(Client, Health, KeepAsync, Time, loggers.CreateLogger<Delivery>());
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public InfluxOptions Settings { get; }

    public TimeProvider Time { get; }

    public InfluxClient Client { get; }

    public InfluxHealth Health { get; }

    public Delivery Delivery { get; }

    public ConcurrentQueue<(string Line, string Words)> Quarantined { get; } = [];

    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>The real server, or the test is skipped.</summary>
    public static Task<InfluxServer> ServerAsync(int maxBodySize = 25_000_000)
    {
        Assert.SkipUnless(InfluxServer.IsInstalled, "InfluxDB isn't installed (Debian: apt-get install influxdb).");
        return InfluxServer.StartAsync(maxBodySize);
    }

    public static Task<VictoriaMetrics> VictoriaAsync()
    {
        Assert.SkipUnless(VictoriaMetrics.IsInstalled, "VictoriaMetrics isn't installed (Debian: apt-get install victoria-metrics).");
        return VictoriaMetrics.StartAsync();
    }

    /// <summary>With a token, as 2.x and 3.x want it.</summary>
    public static Action<InfluxOptions> Token(InfluxDialect dialect) => o =>
    {
        (o.Dialect, o.UserName, o.TokenFile, o.PasswordFile) = (dialect, null, o.PasswordFile, null);
        o.Organization = dialect == InfluxDialect.V2 ? "kitchens & co" : null;
    };

    public static LineBatch Batch(params IEnumerable<string> lines)
    {
        var batch = new LineBatch();
        foreach (var line in lines)
        {
            batch.AddLine(Encoding.UTF8.GetBytes(line));
        }

        return batch;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Enqueue($"{logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
        Client.Dispose();
        File.Delete(secretFile);
    }

    private Task KeepAsync(ReadOnlyMemory<byte> line, string words, CancellationToken cancellation)
    {
        Quarantined.Enqueue((Encoding.UTF8.GetString(line.Span), words));
        return Task.CompletedTask;
    }
}
