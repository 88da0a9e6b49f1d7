using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Tests.Grains;
using Monitoring.Tests.Records.Alarms;
using static Monitoring.Tests.Areas.SomeKitchen;
using static Monitoring.Tests.Grains.KitchenCluster;

namespace Monitoring.Tests.Alarms;

/// <summary>The complaints about what fails, through the grain and the real record book.</summary>
public sealed class FailureComplaintTests : IAsyncDisposable
{
    private readonly RecordsFolder folder = new();
    private readonly List<KitchenCluster> clusters = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in clusters)
        {
            await cluster.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact] // 5
    public async Task A_restart_or_a_dead_node_loses_no_alarm_no_acknowledgement_and_no_running_delay_and_what_was_due_meanwhile_is_raised_within_five_seconds()
    {
        AreaState state;
        string fire;
        using (var records = folder.Open())
        {
            var before = await StartAsync(new KitchenCluster(records));
            await before.Read(Basket, 1);
            await before.Burn();
            fire = Assert.Single((await before.Kitchen.GetDelta(default)).Alarms).Id;
            await before.Kitchen.Act(new Acknowledge(fire, Sari, null));
            await before.Kitchen.Checkpoint();
            state = (await records.LoadAsync(Id, Cancellation))!;
        }

        // The node is dead for a minute; what is left of it is its files.
        using var copy = folder.AfterPowerCut();
        using var again = copy.Open();
        var after = await StartAsync(new KitchenCluster(again, Noon + 66_000));
        var alarm = Assert.Single((await after.Kitchen.GetDelta(default)).Alarms);
        Assert.Equal((fire, AlarmState.ActiveAcknowledged, Sari.Name), (alarm.Id, alarm.State, alarm.AcknowledgedBy));

        // The probe fell silent at the sixth second: missing from the 36th on, and told five seconds after the recovery.
        for (var second = 0; second < 5; second++)
        {
            after.Time.Advance(TimeSpan.FromSeconds(1));
            await after.Read(Fridge, 3);
            await after.Read(Basket, 1);
        }

        await Until(async () => (await after.Kitchen.GetDelta(default)).Alarms.Any(a => a is { Rule: AlarmRules.MissingData, RaisedAt: Noon + 36_000 }));
        Assert.InRange(after.Now, Noon + 66_000, Noon + 71_000);

        // The delay of the other rule had run for five seconds: it needs fifty-five more.
        Assert.Contains(state.Rules, r => r.Rule == "frying" && r.Timers.Any(t => t is { Level: Level.Hi, Elapsed: 5_000 }));
        for (var second = 0; second < 56; second++)
        {
            after.Time.Advance(TimeSpan.FromSeconds(1));
            await after.Read(OilTemperature, 210);
        }

        var frying = (await after.Kitchen.GetDelta(default)).Alarms.Single(a => a.Rule == "frying");
        Assert.Equal((Noon + 1_000, Noon + 127_000), (frying.ConditionStart, frying.RaisedAt));
    }

    [Fact] // 9
    public async Task Engine_failure_holds_the_state_it_never_clears_an_alarm()
    {
        var records = new HeldRecords();
        var cluster = await StartAsync(new KitchenCluster(records));
        await cluster.Burn();
        var alarm = Assert.Single((await cluster.Kitchen.GetDelta(default)).Alarms);

        // The record book fails in every way it can, a batch is nonsense, and the clock goes on.
        records.Defect = new InvalidCastException("Nobody foresaw this.");
        records.Refuses = true;
        for (var second = 0; second < 20; second++)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await cluster.Read(OilTemperature, double.NaN);
            await Assert.ThrowsAsync<IndexOutOfRangeException>(() => cluster.Read(999, 150));
            await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Kitchen.Ingest(new("another plan", "store", 0, 0, [], [])));
        }

        var held = (await cluster.Kitchen.GetDelta(default)).Alarms.Single(a => a.Rule == "fire");
        Assert.Equal(alarm, held);
        Assert.DoesNotContain(records.Edges, e => e.Kind is EdgeKind.Returned or EdgeKind.Cleared);
    }

    private async Task<KitchenCluster> StartAsync(KitchenCluster cluster)
    {
        clusters.Add(cluster);
        await cluster.InitializeAsync();
        return cluster;
    }
}
