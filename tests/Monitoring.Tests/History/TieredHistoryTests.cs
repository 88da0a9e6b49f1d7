using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Ports;
using Monitoring.History;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.Tests.History.Influx;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History;

/// <summary>What the embedded store has deleted is asked of InfluxDB, and the seam can't be seen.</summary>
public sealed class TieredHistoryTests : IDisposable
{
    private const long Day = 86_400_000;

    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Old_readings_come_from_InfluxDB_new_ones_from_here_and_without_InfluxDB_only_the_old_fail()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        var options = Options.Create(new HistoryOptions { Directory = folder.Path, Retention = TimeSpan.FromHours(2) });
        using var store = new ReadingStore(PlanOf(["a", "b"]), options, folder.Clock, NullLogger<ReadingStore>.Instance, ships: true);
        Reading[] all = [.. Seconds(0, 3_000), .. Seconds(0, 3_000, Start + Day)];
        await using (await ForwarderInStore.StartAsync(store, influx))
        {
            await store.KeepAsync(all);
            await StoreSteps.EventuallyAsync(() => store.Shipping!.Cursor == store.CommittedSequence);
            await store.SealAllAsync(folder, Start + Day + 3_600_000);
        }

        await new Retention(store).EnforceAsync(Cancellation);
        var embedded = new ReadingHistory(store);
        var history = new TieredHistory(store, embedded, new InfluxHistory(PlanOf(["a", "b"]), influx.Client, influx.Health, TimeProvider.System));
        Assert.Equal(3_000, (await embedded.ReadAsync(0, 0, Start + (2 * Day), 100_000, Cancellation)).Length);
        Assert.Equal(all, (await history.ReadAsync(0, 0, Start + (2 * Day), 100_000, Cancellation)).AsEnumerable());
        Assert.Equal(all[..3_010], (await history.ReadAsync(0, 0, Start + (2 * Day), 3_010, Cancellation)).AsEnumerable());
        Assert.Equal(all[2_999], await history.LastBeforeAsync(0, Start + Day, Cancellation));
        Assert.Equal(600, (await history.RangeAsync(0, Start, Start + 600_000, 600, Cancellation)).Count(b => b.Count == 1));
        Assert.Equal(6_000, (await history.RollupsAsync(0, Resolution.Minute, 0, Start + (2 * Day), 100_000, Cancellation)).Sum(r => r.Count));

        await server.KillAsync();
        Assert.Equal(all[3_000..], (await history.ReadAsync(0, Start + Day, Start + (2 * Day), 100_000, Cancellation)).AsEnumerable());
        Assert.Equal(6_000, (await history.RangeAsync(0, Start, Start + (2 * Day), 48, Cancellation)).Sum(b => b.Count));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => history.ReadAsync(0, 0, Start + Day, 100, Cancellation));

        // Minutes that were deleted for room are asked of InfluxDB too, and aren't told to be none.
        Assert.Equal(3_000, (await history.RollupsAsync(0, Resolution.Minute, Start, Start + Day, 100, Cancellation)).Sum(r => r.Count));
        await store.ForgetMinutesBeforeAsync(Slot.Of(Start + Day));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => history.RollupsAsync(0, Resolution.Minute, Start, Start + Day, 100, Cancellation));
    }
}
