using System.Threading.Channels;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Contracts;
using Monitoring.Tests.Areas;
using static Monitoring.Tests.Grains.KitchenCluster;

namespace Monitoring.Tests.Grains;

/// <summary>A kitchen's grain in a real cluster of two silos; a fresh one for each test.</summary>
public sealed class KitchenGrainTests : IAsyncDisposable
{
    private readonly KitchenCluster cluster = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task A_transition_is_on_record_before_anyone_is_told()
    {
        await cluster.InitializeAsync();
        var watcher = await WatchAsync();
        await cluster.Read(SomeKitchen.OilTemperature, 140);
        var hold = cluster.Records.Hold();
        var burning = cluster.Burn();
        var board = cluster.Kitchen.GetDelta(default).AsTask();
        await Until(() => cluster.Now - SomeKitchen.Noon >= 6_000);

        Assert.False(burning.IsCompleted || watcher.Hints.Reader.TryRead(out _), "Somebody was told before the record was written.");
        hold.Dispose();
        await burning;

        await watcher.Hints.Reader.ReadAsync(Cancellation);
        Assert.Equal("fire", Assert.Single((await cluster.Kitchen.GetDelta(default)).Alarms).Rule);
        Assert.Contains(cluster.Records.Edges, e => e is { Kind: EdgeKind.Raised, Alarm.Rule: "fire" });
        await board;
    }

    [Fact]
    public async Task When_the_record_book_refuses_people_are_told_and_the_board_says_so_until_it_is_written()
    {
        await cluster.InitializeAsync();
        cluster.Records.Refuses = true;
        await cluster.Burn();

        var behind = await cluster.Kitchen.GetDelta(default);
        Assert.True(behind.RecordsBehind);
        Assert.Single(behind.Alarms);
        Assert.Empty(cluster.Records.Edges);

        cluster.Records.Refuses = false;
        await Until(async () =>
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            return !(await cluster.Kitchen.GetDelta(default)).RecordsBehind;
        });
        Assert.Contains(cluster.Records.Edges, e => e is { Kind: EdgeKind.Raised, Alarm.Rule: "fire" });
    }

    [Fact]
    public async Task Silence_is_noticed_without_a_message()
    {
        await cluster.InitializeAsync();
        await cluster.Read(SomeKitchen.OilTemperature, 140);
        await Until(async () =>
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            return (await cluster.Kitchen.GetDelta(default)).Alarms.Any(a => a.Kind == AlarmKind.CommunicationLost);
        });
        Assert.InRange(cluster.Now - SomeKitchen.Noon, 30_000, 40_000);
    }

    [Fact]
    public async Task A_killed_silos_kitchen_lives_on_in_the_other_with_its_alarms_acknowledgements_and_cursor()
    {
        await cluster.InitializeAsync();
        await cluster.Burn();
        await cluster.Read(SomeKitchen.Fridge, 3, cursor: 41);
        var alarm = Assert.Single((await cluster.Kitchen.GetDelta(default)).Alarms);
        await cluster.Kitchen.Act(new Acknowledge(alarm.Id, new Actor("Sari", Role.Operator), null));
        await cluster.Kitchen.Checkpoint();

        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var home = await management.GetActivationAddress(cluster.Kitchen, Cancellation);
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos.First(s => s.SiloAddress.Equals(home)), Cancellation);

        BoardDelta? board = null;
        await Until(async () =>
        {
            board = await Try(() => cluster.Kitchen.GetDelta(default).AsTask());
            return board is not null;
        });
        var kept = Assert.Single(board!.Alarms);
        Assert.Equal((alarm.Id, AlarmState.ActiveAcknowledged, "Sari"), (kept.Id, kept.State, kept.AcknowledgedBy));
        Assert.Equal(41, (await cluster.Kitchen.GetCursor("store")).Sequence);
        Assert.Equal(0, (await cluster.Kitchen.GetCursor("another store")).Sequence);
    }

    [Fact]
    public async Task Of_two_who_acknowledge_at_once_one_wins_and_the_other_learns_who()
    {
        await cluster.InitializeAsync();
        await cluster.Burn();
        var id = Assert.Single((await cluster.Kitchen.GetDelta(default)).Alarms).Id;
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => cluster.Kitchen.Act(new Acknowledge(id, new Actor($"person {i}", Role.Operator), null))));

        var winner = Assert.Single(results, r => r.Outcome == CommandOutcome.Done).Alarm!.AcknowledgedBy;
        Assert.All(results, r => Assert.Equal(winner, r.Alarm!.AcknowledgedBy));
        Assert.Single(cluster.Records.Edges, e => e.Kind == EdgeKind.Acknowledged);
        Assert.Equal(CommandOutcome.NotFound, (await cluster.Kitchen.Act(new Acknowledge("palu.kitchen.fryer-1.oil_temp.fire.7", new Actor("Sari", Role.Operator), null))).Outcome);
    }

    [Fact]
    public async Task The_facility_knows_how_its_areas_are_and_which_say_nothing()
    {
        await cluster.InitializeAsync();
        var facility = cluster.Grains.GetGrain<IFacilityGrain>("palu");
        Assert.Equal(SomeKitchen.Id, Assert.Single((await facility.GetOverview()).Silent));

        await cluster.Burn();
        await Until(async () =>
        {
            // A report that is lost or overtaken is said again in two seconds.
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await cluster.Read(SomeKitchen.OilTemperature, 210);
            return (await facility.GetOverview()).Areas is [{ Worst: Priority.High }];
        });
    }

    [Fact]
    public async Task A_batch_of_another_plan_is_refused_by_name()
    {
        await cluster.InitializeAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Kitchen.Ingest(new ReadingBatch("plan-0", "store", 0, 0, [], [])));
        Assert.Contains("plan-0", refused.Message, StringComparison.Ordinal);
    }

    private async Task<Watcher> WatchAsync()
    {
        var watcher = new Watcher();
        await cluster.Kitchen.Watch(cluster.Grains.CreateObjectReference<IAreaWatcher>(watcher));
        return watcher;
    }

    private static async Task<T?> Try<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (Exception away) when (away is OrleansException or TimeoutException)
        {
            return null;
        }
    }

    private sealed class Watcher : IAreaWatcher
    {
        public Channel<AreaId> Hints { get; } = Channel.CreateUnbounded<AreaId>();

        public Task AlarmsChanged(AreaId area)
        {
            Hints.Writer.TryWrite(area);
            return Task.CompletedTask;
        }
    }
}
