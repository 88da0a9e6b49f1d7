using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.History;
using Monitoring.History.Store;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History;

public sealed class HistoryModuleTests : IDisposable
{
    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_host_keeps_seals_and_answers_with_one_line_of_registration()
    {
        using var host = Build(("Data:Directory", folder.Path));
        await host.StartAsync(Cancellation);
        var store = host.Services.GetRequiredService<IReadingStore>();
        await (await store.AppendAsync(Seconds(0, 700), Cancellation)).Committed;
        await StoreSteps.EventuallyAsync(() =>
        {
            folder.Clock.Advance(TimeSpan.FromMinutes(1));
            return host.Services.GetRequiredService<ReadingStore>().HotRows() == 0;
        });
        var readings = await host.Services.GetRequiredService<IReadingHistory>().ReadAsync(0, Start, Start + 3_600_000, 1000, Cancellation);
        Assert.Equal(Seconds(0, 700), readings.AsEnumerable());
        await host.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("History:CommitBatch", "0")]
    [InlineData("History:Retention", "00:00:01")]
    [InlineData("History:SizeCap", "5")]
    [InlineData("Data:Directory", "")]
    public async Task A_setting_out_of_its_range_stops_the_start(string key, string value)
    {
        using var host = Build(("Data:Directory", folder.Path), (key, value));
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));
    }

    private IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.GroupBy(s => s.Key).Select(g => KeyValuePair.Create(g.Key, (string?)g.Last().Value)));
        builder.Services.AddSingleton<TimeProvider>(folder.Clock);
        builder.Services.AddSingleton(PlanOf(["a", "b"]));
        builder.AddHistory();
        return builder.Build();
    }
}
