using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Signals;
using Monitoring.Grains;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Areas;
using Orleans.TestingHost;

namespace Monitoring.Tests.Grains;

/// <summary>Two silos, one record book, and a clock that the tests turn. Each test takes a facility of its own.</summary>
public sealed class KitchenCluster : IAsyncLifetime
{
    private readonly InProcessTestCluster cluster;

    /// <param name="records">Null: a record book that the test holds in its hands.</param>
    internal KitchenCluster(IAlarmRecords? records = null, long now = SomeKitchen.Noon)
    {
        Records = records as HeldRecords ?? new HeldRecords();
        Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(now));
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) => silo.AddIncomingGrainCallFilter(HoldReports).ConfigureServices(services =>
        {
            services.AddSingleton(SomeKitchen.Plan);
            services.AddSingleton(records ?? Records);
            services.AddKeyedSingleton<TimeProvider>("Orleans.Grains", Time);
            services.AddGrains();
        }));
        cluster = builder.Build();
    }

    internal HeldRecords Records { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>While it isn't complete no facility answers its areas.</summary>
    public Task FacilityAnswers { get; set; } = Task.CompletedTask;

    public IGrainFactory Grains => cluster.Client;

    public InProcessTestCluster Cluster => cluster;

    public IKitchenGrain Kitchen => Grains.GetGrain<IKitchenGrain>("palu/kitchen");

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask InitializeAsync() => await cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();

    /// <summary>A reading that is measured now.</summary>
    public Task Read(int signal, double value, long cursor = 0) => Kitchen.Ingest(
        new ReadingBatch(SomeKitchen.Plan.Version, "store", cursor, Time.GetUtcNow().Ticks, [new Reading(signal, Now, value)], []));

    /// <summary>Six seconds of burning oil, one reading a second: the fire alarm's on-delay and no more.</summary>
    public async Task Burn()
    {
        for (var second = 0; second < 6; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Read(SomeKitchen.OilTemperature, 210);
        }
    }

    public static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    public static async Task Until(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }

    private async Task HoldReports(IIncomingGrainCallContext call)
    {
        if (call.MethodName == nameof(IFacilityGrain.Report))
        {
            await FacilityAnswers;
        }

        await call.Invoke();
    }
}
