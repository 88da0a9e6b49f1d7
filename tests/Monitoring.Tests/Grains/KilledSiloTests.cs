using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Contracts;
using Monitoring.Tests.Areas;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Grains;

/// <summary>The silo of a kitchen dies: what its alarms were doing goes on on another, with the readings behind its cursor given again.</summary>
public sealed class KilledSiloTests : IAsyncDisposable
{
    private readonly KitchenCluster cluster = new();
    private readonly List<Reading> store = [];
    private Guid life;

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task A_sixty_second_delay_that_was_running_runs_out_at_its_time()
    {
        await cluster.InitializeAsync();
        await ReadEachSecond((Basket, 1), (OilTemperature, 170), 30);
        await KillAsync();
        await ReadEachSecond((Basket, 1), (OilTemperature, 170), 35);

        var raised = Assert.Single(cluster.Records.Edges, e => e.Kind == EdgeKind.Raised && e.Alarm.Rule == "frying");
        Assert.InRange(raised.At - Noon, 55_000, 65_000);
        Assert.Equal(raised.Alarm.ConditionStart + 60_000, raised.At);
    }

    [Fact]
    public async Task An_alarm_that_was_raised_before_and_is_normal_after_is_cleared_with_the_right_times()
    {
        await cluster.InitializeAsync();
        await ReadEachSecond((Basket, 0), (OilTemperature, 210), 8);
        await cluster.Kitchen.Act(new Acknowledge(Assert.Single(cluster.Records.Edges, e => e.Kind == EdgeKind.Raised).Alarm.Id, Sari, null));
        await KillAsync();
        await ReadEachSecond((Basket, 0), (OilTemperature, 150), 125);

        var fire = cluster.Records.Edges.Where(e => e.Alarm.Rule == "fire").Select(e => $"{e.Kind} {(e.At - Noon) / 1000}");
        Assert.Equal(["Raised 6", "Acknowledged 8", "Returned 129", "Cleared 129"], fire.Distinct());
    }

    [Fact]
    public async Task An_alarm_that_is_still_active_is_not_raised_again_and_its_acknowledgement_is_kept()
    {
        await cluster.InitializeAsync();
        await ReadEachSecond((Basket, 0), (OilTemperature, 210), 8);
        await cluster.Kitchen.Act(new Acknowledge(Assert.Single(cluster.Records.Edges, e => e.Kind == EdgeKind.Raised).Alarm.Id, Sari, null));
        await KillAsync();
        await ReadEachSecond((Basket, 0), (OilTemperature, 210), 30);

        Assert.Single(cluster.Records.Edges, e => e.Kind == EdgeKind.Raised && e.Alarm.Rule == "fire");
        var alarm = Assert.Single((await cluster.Kitchen.GetDelta(default)).Alarms);
        Assert.Equal((AlarmState.ActiveAcknowledged, Sari.Name), (alarm.State, alarm.AcknowledgedBy));
    }

    private async Task ReadEachSecond((int Signal, double Value) one, (int Signal, double Value) other, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            store.Add(new Reading(one.Signal, cluster.Now, one.Value));
            store.Add(new Reading(other.Signal, cluster.Now, other.Value));
            await GiveAsync(store.Count - 2);
        }
    }

    /// <summary>What was received after a sequence of the store.</summary>
    private async Task GiveAsync(int after)
    {
        life = life == default ? (await cluster.Kitchen.GetCursor("store")).Life : life;
        Assert.True(await cluster.Kitchen.Ingest(
            new ReadingBatch(SomeKitchen.Plan.Version, "store", store.Count, cluster.Time.GetUtcNow().Ticks, [.. store.Skip(after)], [], life)));
    }

    private async Task KillAsync()
    {
        var address = await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Kitchen);
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos.Single(s => s.SiloAddress.Equals(address)));

        // As ingest does: the area's new life is asked how far it had come, and is given the rest again.
        AreaCursor? cursor = null;
        await KitchenCluster.Until(async () => (cursor = await TryGetCursorAsync()) is not null);
        Assert.False(await cluster.Kitchen.Ingest(new ReadingBatch(SomeKitchen.Plan.Version, "store", store.Count, 0, [.. store.TakeLast(2)], [], life)));
        life = cursor!.Value.Life;
        await GiveAsync((int)cursor.Value.Sequence);
    }

    private async Task<AreaCursor?> TryGetCursorAsync()
    {
        try
        {
            return await cluster.Kitchen.GetCursor("store");
        }
        catch (Exception away) when (away is OrleansException or TimeoutException)
        {
            return null;
        }
    }
}
