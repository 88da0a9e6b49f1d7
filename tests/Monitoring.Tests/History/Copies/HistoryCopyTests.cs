using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.History;
using Monitoring.History.Copies;
using Monitoring.History.Store;
using Monitoring.Tests.History.Influx;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.History.Copies;

/// <summary>A past moves to InfluxDB and from there into another store, and is the same.</summary>
public sealed class HistoryCopyTests : IDisposable
{
    private static readonly Plan Plan = PlanOf(["a", "b", "c"]);

    private readonly StoreFolder here = new();
    private readonly StoreFolder there = new();
    private readonly Steps steps = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public async Task To_InfluxDB_and_from_there_to_another_store_a_past_stays_the_same_though_both_ways_are_interrupted()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address, o => o.BatchLines = 500);
        var expected = await FillAsync();
        var to = Copy(here, influx);
        using (var broken = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => to.ToInfluxAsync(0, HistoryOptions.EndOfTime, new Breaks(broken), broken.Token));
        }

        await to.ToInfluxAsync(0, HistoryOptions.EndOfTime, steps, Cancellation);
        Assert.Equal(1, steps.Reported.Last().Share);
        Assert.Equal(expected.Sum(s => s.Length), await server.NumberAsync("SELECT count(q) FROM reading"));

        var from = Copy(there, influx);
        using (var broken = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => from.FromInfluxAsync(0, HistoryOptions.EndOfTime, new Breaks(broken), broken.Token));
        }

        await from.FromInfluxAsync(0, HistoryOptions.EndOfTime, steps, Cancellation);
        Assert.Equal(1, steps.Reported.Last().Share);
        await AssertSameAsync(expected);
    }

    [Fact]
    public async Task Roll_ups_whose_readings_InfluxDB_has_dropped_come_along()
    {
        await using var server = await SomeInflux.ServerAsync();
        using var influx = new SomeInflux(server.Address);
        await FillAsync();
        await Copy(here, influx).ToInfluxAsync(0, HistoryOptions.EndOfTime, steps, Cancellation);
        await server.QueryAsync($"DELETE FROM reading WHERE time < {Start + 1_800_000}ms");
        await Copy(there, influx).FromInfluxAsync(0, HistoryOptions.EndOfTime, steps, Cancellation);
        Assert.Equal(await RollupsAsync(here, Resolution.Minute), await RollupsAsync(there, Resolution.Minute));
        Assert.Equal(await RollupsAsync(here, Resolution.Hour), await RollupsAsync(there, Resolution.Hour));
    }

    [Fact]
    public async Task Without_an_InfluxDB_it_says_which_setting_is_missing()
    {
        var copy = new HistoryCopy(Plan, Of(here), Options.Create(new Monitoring.History.Influx.InfluxOptions()), TimeProvider.System, NullLoggerFactory.Instance);
        Assert.Contains("Influx:Address", (await Assert.ThrowsAsync<InvalidDataException>(() => copy.ToInfluxAsync(0, 1, steps, Cancellation))).Message, StringComparison.Ordinal);
    }

    private static IOptions<HistoryOptions> Of(StoreFolder folder) => Options.Create(new HistoryOptions { Directory = folder.Path });

    private static HistoryCopy Copy(StoreFolder folder, SomeInflux influx) => new(Plan, Of(folder), Options.Create(influx.Settings), TimeProvider.System, NullLoggerFactory.Instance);

    private async Task<Reading[][]> FillAsync()
    {
        using var store = here.Open(plan: Plan);
        await store.KeepAsync([.. Seconds(0, 6_000), .. Seconds(1, 3_000), new(1, Start + 1, double.NaN, Quality.Bad), new(2, Start + 5, 7, Quality.Uncertain, Origin.History)]);
        await store.SealAllAsync(here, Start + 7_200_000);
        return [await store.ReadAllAsync(0), await store.ReadAllAsync(1), await store.ReadAllAsync(2)];
    }

    private async Task AssertSameAsync(Reading[][] expected)
    {
        using (var copied = there.Open(plan: Plan))
        {
            for (var signal = 0; signal < expected.Length; signal++)
            {
                Assert.Equal(expected[signal], await copied.ReadAllAsync(signal));
            }
        }

        Assert.Equal(await RollupsAsync(here, Resolution.Minute), await RollupsAsync(there, Resolution.Minute));
    }

    private static async Task<Rollup[]> RollupsAsync(StoreFolder folder, Resolution resolution)
    {
        using var store = folder.Open(plan: Plan);
        return [.. await new ReadingHistory(store).RollupsAsync(0, resolution, 0, Slot.EndOfTime, 100_000, Cancellation)];
    }

    private sealed class Steps : IProgress<CopyProgress>
    {
        public ConcurrentQueue<CopyProgress> Reported { get; } = [];

        public void Report(CopyProgress value) => Reported.Enqueue(value);
    }

    /// <summary>Somebody presses Ctrl+C at the first sign of progress.</summary>
    private sealed class Breaks(CancellationTokenSource source) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => source.Cancel();
    }
}
