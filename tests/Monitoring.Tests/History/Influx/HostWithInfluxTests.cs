using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Monitoring.Grains.Ports;
using Monitoring.History;
using Monitoring.History.Influx;
using Monitoring.Tests.History.Influx.Servers;
using Monitoring.Tests.History.Store;
using Monitoring.Tests.Records.Alarms;
using Monitoring.Tests.Server;

namespace Monitoring.Tests.History.Influx;

public sealed class HostWithInfluxTests : IDisposable
{
    private readonly StoreFolder folder = new();

    [Fact]
    public async Task A_host_with_an_InfluxDB_sends_alarms_and_its_own_figures_there()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        using var host = await StartAsync(
            (nameof(InfluxOptions.Address), $"{server.Address}"), (nameof(InfluxOptions.Database), InfluxServer.Database),
            (nameof(InfluxOptions.UserName), InfluxServer.User), (nameof(InfluxOptions.PasswordFile), influx.Settings.PasswordFile!),
            (nameof(InfluxOptions.Timeout), "00:05:00"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(SomeInflux.Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await server.NumberAsync("SELECT count(n) FROM alarm") < 1 || await server.NumberAsync("SELECT count(v) FROM system WHERE metric = 'history.hot.rows'") < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }

        await host.StopAsync(SomeInflux.Cancellation);
    }

    [Fact]
    public async Task A_host_without_one_makes_nothing_of_it()
    {
        using var host = await StartAsync();
        Assert.Null(host.Services.GetService<MetricTotals>());
        Assert.DoesNotContain(host.Services.GetServices<IHostedService>(), s => s is AlarmPoints or SystemPoints);
        await host.StopAsync(SomeInflux.Cancellation);
    }

    public void Dispose() => folder.Dispose();

    private async Task<IHost> StartAsync(params (string Key, string Value)[] influx)
    {
        var book = new JournalInMemory();
        await book.CommitAsync(RecordsFolder.Kitchen, [RecordsFolder.Edge(1)], RecordsFolder.State(1), SomeInflux.Cancellation);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Data:Directory", folder.Path), .. influx.Select(s => new KeyValuePair<string, string?>($"{InfluxOptions.Section}:{s.Key}", s.Value))]);
        builder.Services.AddSingleton<TimeProvider>(new HurriedTime()).AddSingleton<IAlarmRecords>(book).AddSingleton(StoreFolder.PlanOf(["a"]));
        builder.AddHistory();
        var host = builder.Build();
        await host.StartAsync(SomeInflux.Cancellation);
        return host;
    }
}
