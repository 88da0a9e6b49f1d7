using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;
using Monitoring.History.Store;
using Monitoring.Server.Reviews;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.Reviews;

/// <summary>Time inside limits out of a real store: the same whether asked of readings, of minutes or of hours.</summary>
public sealed class ComplianceTests : IDisposable
{
    private const long Hour = 3_600_000;

    private static readonly long From = (Start / Hour * Hour) + Hour;

    private readonly StoreFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_day_of_a_fridge_is_told_by_its_time_inside_and_its_excursions(bool isSealed)
    {
        using var store = folder.Open(plan: Fridge());
        await store.KeepAsync(Day());
        if (isSealed)
        {
            await store.SealAllAsync(folder, From + (25 * Hour));
        }

        var compliance = await new ComplianceReader(new ReadingHistory(store)).ReadAsync(Fridge().Signals[0], From, From + (24 * Hour), Cancellation);
        // 30 s at 05:10, 50 min from 10:59:30 on; an hour from 20:00 on is missing, and the last reading before it stands for half a minute.
        Assert.Equal((23 * Hour) + 20_000, compliance.Total.Good);
        Assert.Equal(30_000 + (50 * 60_000), compliance.Total.Outside.Total);
        Assert.Equal(
            [(From + (5 * Hour) + 600_000, 30_000, Level.Hi, 5.5, true), (From + (11 * Hour) - 30_000, 50 * 60_000, Level.HiHi, 9, true)],
            compliance.Excursions.Select(e => (e.From, e.Outside, e.Worst, e.Peak, e.IsExact)));
    }

    [Fact]
    public async Task When_the_readings_are_gone_the_same_is_told_to_the_minute()
    {
        using var store = folder.Open(o => o.Retention = TimeSpan.FromDays(1), Fridge());
        await store.KeepAsync(Day());
        await store.SealAllAsync(folder, From + (25 * Hour));
        folder.TurnTo(From + (72 * Hour));
        await new Retention(store).EnforceAsync(Cancellation);

        var compliance = await new ComplianceReader(new ReadingHistory(store)).ReadAsync(Fridge().Signals[0], From, From + (24 * Hour), Cancellation);
        Assert.Equal(30_000 + (50 * 60_000), compliance.Total.Outside.Total);
        Assert.All(compliance.Excursions, e => Assert.False(e.IsExact));
        Assert.Equal([30_000, 30_000, (49 * 60_000) + 30_000], compliance.Excursions.Select(e => e.Outside));
        Assert.Equal(9, compliance.Excursions.Max(e => e.Peak));
    }

    /// <summary>Every ten seconds for a day (and once more), with an hour missing.</summary>
    private static Reading[] Day() =>
        [.. Enumerable.Range(0, 8_641).Select(i => i * 10_000L).Where(t => t is < 20 * Hour or >= 21 * Hour).Select(t => new Reading(0, From + t, t switch
        {
            >= (5 * Hour) + 600_000 and < (5 * Hour) + 630_000 => 5.5,
            >= (11 * Hour) - 30_000 and < (11 * Hour) - 30_000 + (50 * 60_000) => t == 11 * Hour ? 9 : 6,
            _ => 4,
        }))];

    private static Plan Fridge()
    {
        var text = new Text("", "");
        ImmutableArray<Limit> limits = [new(Level.Hi, 5, TimeSpan.FromMinutes(30), Priority.Medium), new(Level.HiHi, 8, TimeSpan.FromMinutes(10), Priority.High)];
        var rule = new AlarmRule("warm", text, text, text, TimeSpan.FromMinutes(5), limits, 0.5, TimeSpan.FromMinutes(5), null);
        var signal = new SignalPlan("temp", text, Unit.Celsius, -50, 60, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15), Priority.Medium, TimeSpan.FromMinutes(5), [rule]);
        return new Plan("fridge", [new FacilityPlan("palu", text, "Asia/Makassar", [new AreaPlan("kitchen", text, AreaKind.Kitchen, [new EquipmentPlan("fridge", text, [signal])])])]);
    }
}
