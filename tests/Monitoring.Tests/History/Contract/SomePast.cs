using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.Tests.History.Influx;
using Monitoring.Tests.History.Influx.Servers;
using Monitoring.Tests.History.Store;

namespace Monitoring.Tests.History.Contract;

/// <summary>The same readings in a store. Signal 0: a second apart, with gaps and all qualities; 1: five minutes apart for ten days; 2: some times more than once; 3: nothing.</summary>
public abstract class SomePast : IAsyncLifetime
{
    /// <summary>The beginning of an hour, UTC.</summary>
    public const long Start = 1_795_000_200_000 - (1_795_000_200_000 % 3_600_000);

    public const long Hour = 3_600_000;
    public const long Day = 24 * Hour;
    public const long End = Start + (10 * Day);

    internal static readonly Plan Plan = StoreFolder.PlanOf(["a", "b", "c'\\\"; DROP", "d"]);

    /// <summary>As they were kept: in this order.</summary>
    internal static readonly Reading[] Kept = [.. Seconds(), .. Slow(), .. Repeated()];

    /// <summary>As they must be found: in order of time, the last of those with the same time.</summary>
    internal static IEnumerable<Reading> Of(int signal, long from = 0, long to = long.MaxValue) => Kept.Where(r => r.Signal == signal && r.Time >= from && r.Time < to)
        .GroupBy(r => r.Time).OrderBy(g => g.Key).Select(g => g.Last());

    internal abstract IReadingHistory History { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    private static IEnumerable<Reading> Seconds()
    {
        for (var i = 0; i < 7_200; i++)
        {
            var time = Start + (i * 1_000L) + (i % 7);
            if (i is >= 1_800 and < 3_000)
            {
                continue;
            }

            yield return (i % 100) switch
            {
                17 => new Reading(0, time, double.NaN, Quality.Bad),
                18 => new Reading(0, time, 300, Quality.Bad),
                19 => new Reading(0, time, i / 8.0, Quality.Uncertain),
                20 => new Reading(0, time, i / 8.0, Quality.Good, Origin.History),
                _ => new Reading(0, time, i / 8.0),
            };
        }
    }

    private static IEnumerable<Reading> Slow() =>
        Enumerable.Range(0, 2_880).Where(i => i is < 1_000 or > 1_020).Select(i => new Reading(1, Start + (i * 300_000L), Math.Round(Math.Sin(i / 50.0) * 20, 1), i % 97 == 0 ? Quality.Bad : Quality.Good));

    private static Reading[] Repeated() =>
        [new(2, Start, 1), new(2, Start + 1, 2), new(2, Start, 3), new(2, Start + 1, -2.5), new(2, Start + 1, 4, Quality.Uncertain), new(2, Start + 2, 1e-7), new(2, Start + 3, 1.5e17)];
}

public sealed class EmbeddedPast : SomePast
{
    private readonly StoreFolder folder = new();
    private ReadingStore? store;

    internal ReadingStore Store => store!;

    internal StoreFolder Folder => folder;

    internal override IReadingHistory History => new ReadingHistory(store!);

    public override async ValueTask InitializeAsync()
    {
        store = folder.Open(plan: Plan);
        await store.KeepAsync(Kept);
        await store.SealAllAsync(folder, End);
    }

    public override ValueTask DisposeAsync()
    {
        store?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Filled as the forwarder does it: readings in the order in which they were kept, and the roll-ups that the embedded store has made of them.</summary>
public sealed class InfluxPast : SomePast
{
    private readonly EmbeddedPast embedded = new();
    private InfluxServer? server;
    private SomeInflux? influx;

    internal InfluxServer Server => server!;

    internal SomeInflux Influx => influx!;

    internal override IReadingHistory History
    {
        get
        {
            Assert.SkipUnless(InfluxServer.IsInstalled, "InfluxDB isn't installed (Debian: apt-get install influxdb).");
            return new InfluxHistory(Plan, influx!.Client, influx.Health, embedded.Folder.Clock);
        }
    }

    public override async ValueTask InitializeAsync()
    {
        await embedded.InitializeAsync();
        if (!InfluxServer.IsInstalled)
        {
            return;
        }

        server = await InfluxServer.StartAsync();
        influx = new SomeInflux(server.Address);
        var tags = Plan.Signals.Select(SeriesTags.Of).ToArray();
        var batch = new LineBatch();
        foreach (var reading in Kept)
        {
            batch.AddReading(tags[reading.Signal], reading);
        }

        foreach (var resolution in Enum.GetValues<Resolution>())
        {
            for (var signal = 0; signal < tags.Length; signal++)
            {
                foreach (var rollup in await embedded.History.RollupsAsync(signal, resolution, Start, End, 100_000, CancellationToken.None))
                {
                    batch.AddRollup(tags[signal], resolution, rollup);
                }
            }
        }

        await influx.Delivery.SettleAsync(batch, CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        influx?.Dispose();
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await embedded.DisposeAsync();
    }
}
