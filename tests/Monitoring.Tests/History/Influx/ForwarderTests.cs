using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Signals;
using Monitoring.History;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.History.Store.Shipping;
using Monitoring.Tests.History.Influx.Servers;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Influx;

/// <summary>From the store to a real InfluxDB: nothing lost, whatever is killed when.</summary>
public sealed class ForwarderTests : IDisposable
{
    private static readonly string[] Signals = ["a", "b", "poison"];

    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_stored_arrives_and_its_roll_ups_when_it_is_sealed()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        using var store = Open();
        await using var forwarder = await ForwarderInStore.StartAsync(store, influx);
        var last = await store.KeepAsync([.. Seconds(0, 1_200), new(1, Start, double.NaN, Quality.Bad), new(1, Start + 1, 7.5, Quality.Uncertain, Origin.History)]);
        await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor == last);
        Assert.Equal((1_200, Seconds(0, 1_200).Sum(r => r.Value)), (await server.NumberAsync("SELECT count(v) FROM reading WHERE signal='a'"), await server.NumberAsync("SELECT sum(v) FROM reading WHERE signal='a'")));
        var odd = Assert.Single(await server.SeriesAsync("SELECT v, q, o FROM reading WHERE signal='b' AND facility='palu' AND area='fry' AND equipment='fryer' AND unit='°C'"));
        Assert.Equal($"[[{Start},null,0,null],[{Start + 1},7.5,64,1]]", odd.GetProperty("values").GetRawText());

        await store.SealAllAsync(folder);
        await Nothing(store);
        Assert.Equal((1_200, 1_200), (await server.NumberAsync("SELECT sum(n) FROM rollup_1m WHERE signal='a'"), await server.NumberAsync("SELECT sum(good) FROM rollup_1h WHERE signal='a'")));

        await store.KeepAsync(new Reading(0, Start + 500, 299));
        await store.SealAllAsync(folder, Start + 7_200_000);
        await Nothing(store);
        Assert.Equal((1_201, 299), (await server.NumberAsync("SELECT sum(n) FROM rollup_1h WHERE signal='a'"), await server.NumberAsync("SELECT max(mx) FROM rollup_1m WHERE signal='a'")));
    }

    [Fact]
    public async Task An_outage_that_outlasts_sealing_is_sent_from_the_blocks_and_costs_no_rows()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address, Patient, new HurriedTime());
        using var store = Open();
        await using var forwarder = await ForwarderInStore.StartAsync(store, influx);
        await store.KeepAsync(Seconds(0, 100));
        await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor == store.CommittedSequence);
        await server.KillAsync();
        await store.KeepAsync(Seconds(0, 3_000, Start + 100_000));
        await StoreSteps.EventuallyAsync(() => influx.Health.Problem is not null);
        await store.SealAllAsync(folder, Start + 4_000_000);
        Assert.Equal(0, store.HotRows());
        await store.KeepAsync(Seconds(0, 900, Start + 3_100_000));

        await server.StartAgainAsync();
        await Nothing(store);
        await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor == store.CommittedSequence);
        Assert.Equal((4_000, Math.Round(Seconds(0, 100).Concat(Seconds(0, 3_000)).Concat(Seconds(0, 900)).Sum(r => r.Value), 3)), (await server.NumberAsync("SELECT count(v) FROM reading"), Math.Round(await server.NumberAsync("SELECT sum(v) FROM reading"), 3)));
        Assert.Null(influx.Health.Problem);
    }

    [Fact]
    public async Task After_three_kills_of_either_side_the_server_has_exactly_what_was_sent()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address, o => (o.BatchLines, o.Timeout) = (500, TimeSpan.FromMinutes(5)), new HurriedTime());
        var (count, sum) = (0, 0.0);
        for (var round = 0; round < 3; round++)
        {
            var readings = Seconds(0, 5_000, Start + (round * 5_000_000L)).Concat(Seconds(1, 5_000, Start + (round * 5_000_000L))).ToArray();
            (count, sum) = (count + readings.Length, sum + readings.Sum(r => r.Value));
            using var store = Open();
            await using (await ForwarderInStore.StartAsync(store, influx))
            {
                await store.KeepAsync(readings);
                if (round == 1)
                {
                    await store.SealAllAsync(folder, Start + 20_000_000);
                }

                // In the middle of it, or after it: both must do.
                await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor > 0);
                await server.KillAsync();
            }

            await server.StartAgainAsync();
        }

        using var last = Open();
        await using var forwarder = await ForwarderInStore.StartAsync(last, influx);
        await Nothing(last);
        await StoreSteps.EventuallyAsync(() => last.Shipping!.Cursor == last.CommittedSequence);
        Assert.Equal((count, Math.Round(sum, 3)), (await server.NumberAsync("SELECT count(v) FROM reading"), Math.Round(await server.NumberAsync("SELECT sum(v) FROM reading"), 3)));
    }

    [Fact]
    public async Task A_point_that_is_never_taken_is_put_aside_with_the_servers_words_and_sent_again_when_asked()
    {
        var mended = false;
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V1, (context, _, _) => mended ? ScriptedInflux.SaysAsync(context, 204) : Task.FromResult(false));
        using var influx = new SomeInflux(server.Address, Patient, new HurriedTime());
        using var store = Open();
        await using var forwarder = await ForwarderInStore.StartAsync(store, influx);
        var forwarding = new Forwarding(store, influx.Health);
        await store.KeepAsync([.. Seconds(0, 50), .. Seconds(2, 3), .. Seconds(1, 50)]);
        await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor == store.CommittedSequence);
        Assert.Equal(100, server.Taken.Count);
        var quarantined = await forwarding.QuarantineAsync(null, 100, Cancellation);
        Assert.Equal(3, quarantined.Length);
        Assert.All(quarantined, q => Assert.Contains("signal=poison", q.Line, StringComparison.Ordinal));
        Assert.All(quarantined, q => Assert.NotEmpty(q.Message));

        // Refused again: it comes back. Mended: it goes.
        Assert.Equal(3, await forwarding.RetryAsync());
        await StoreSteps.EventuallyAsync(async () => await forwarding.QuarantineAsync(null, 100, Cancellation) is { Length: 3 } again && again[0].Id > quarantined[0].Id && again.All(a => !a.IsDue));
        mended = true;
        await forwarding.RetryAsync();
        await StoreSteps.EventuallyAsync(async () => (await forwarding.StatusAsync(Cancellation)).Quarantined == 0);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public async Task While_readings_keep_coming_a_range_is_sent_again_all_the_same()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        using var store = Open();
        await store.KeepAsync(Seconds(0, 600));
        await store.SealAllAsync(folder);
        await using var forwarder = await ForwarderInStore.StartAsync(store, influx);
        await Nothing(store);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    await store.KeepAsync(new Reading(1, Start + 3_600_000 + i, i));
                }
            },
            Cancellation);
        Assert.Equal(1, await new Forwarding(store, influx.Health).ResendAsync([0], Start, Start + 600_000, Cancellation));
        await Nothing(store);
        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Time_without_an_InfluxDB_leaves_no_hole_in_it_once_it_is_back()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        using (var store = Open())
        {
            await using var forwarder = await ForwarderInStore.StartAsync(store, influx);
            await store.KeepAsync(Seconds(0, 100));
            await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor == store.CommittedSequence);
        }

        using (var without = folder.Open(plan: PlanOf(Signals)))
        {
            await without.KeepAsync(Seconds(0, 1_000, Start + 100_000));
            await without.SealAllAsync(folder);
        }

        using var again = Open();
        await using var back = await ForwarderInStore.StartAsync(again, influx);
        await Nothing(again);
        Assert.Equal(1_100, await server.NumberAsync("SELECT count(v) FROM reading"));
    }

    [Fact]
    public async Task A_range_is_sent_again_when_asked()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        using var store = Open();
        await using var forwarder = await ForwarderInStore.StartAsync(store, influx);
        await store.KeepAsync([.. Seconds(0, 1_800), .. Seconds(1, 1_800)]);
        await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor == store.CommittedSequence);
        await store.SealAllAsync(folder);
        await Nothing(store);
        await server.ExecuteAsync($"DROP DATABASE \"{InfluxServer.Database}\"; CREATE DATABASE \"{InfluxServer.Database}\"; GRANT ALL ON \"{InfluxServer.Database}\" TO {InfluxServer.User}");
        Assert.Equal(2, await new Forwarding(store, influx.Health).ResendAsync([1], Start + 600_000, Start + 1_800_000, Cancellation));
        await Nothing(store);
        Assert.Equal((0, 1_200, 1_200), (
            await server.NumberAsync("SELECT count(v) FROM reading WHERE signal='a'"), await server.NumberAsync("SELECT count(v) FROM reading WHERE signal='b'"), await server.NumberAsync("SELECT sum(n) FROM rollup_1m WHERE signal='b'")));
    }

    /// <summary>A thousandth of it, by the hurried clock.</summary>
    private static void Patient(InfluxOptions options) => options.Timeout = TimeSpan.FromMinutes(5);

    private ReadingStore Open() => new(PlanOf(Signals), Options.Create(new HistoryOptions { Directory = folder.Path }), folder.Clock, NullLogger<ReadingStore>.Instance, ships: true);

    /// <summary>Waits until no sealed slot waits any more.</summary>
    private static Task Nothing(ReadingStore store) => StoreSteps.EventuallyAsync(() =>
    {
        using var connection = store.File.OpenReader();
        return ShipTable.Count(connection).Slots == 0;
    });
}

/// <summary>A forwarder whose quarantine is the store's.</summary>
internal sealed class ForwarderInStore : IAsyncDisposable
{
    private readonly Forwarder forwarder;

    private ForwarderInStore(ReadingStore store, SomeInflux influx)
    {
        Task Keep(ReadOnlyMemory<byte> line, string words, CancellationToken cancellation) => store.Writer.WriteAsync(c => QuarantineTable.Add(c, 1, line.Span, words));
        var delivery = new Delivery(influx.Client, influx.Health, Keep, influx.Time, NullLogger<Delivery>.Instance);
        forwarder = new Forwarder(store, influx.Settings, delivery, influx.Health, influx.Time);
    }

    public static async Task<ForwarderInStore> StartAsync(ReadingStore store, SomeInflux influx)
    {
        var started = new ForwarderInStore(store, influx);
        await started.forwarder.StartAsync(TestContext.Current.CancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await forwarder.StopAsync(CancellationToken.None);
        forwarder.Dispose();
    }
}
