using Monitoring.Domain.Alarms;
using Monitoring.Domain.Reviews;
using Monitoring.Server.Reviews;
using Monitoring.Tests.Areas;
using Monitoring.Tests.Records.Alarms;
using static Monitoring.Tests.Areas.SomeKitchen;

namespace Monitoring.Tests.Reviews;

/// <summary>Which alarm belongs to which excursion, out of a real journal of a kitchen that lives.</summary>
public sealed class ExcursionAlarmsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_that_goes_on_because_nobody_acknowledged_it_belongs_to_each_of_its_excursions()
    {
        using var folder = new RecordsFolder();
        using var book = folder.Open();
        var kitchen = new SomeKitchen().Holds(OilTemperature, 0, 10, 210).Holds(OilTemperature, 11, 200, 150).Holds(OilTemperature, 201, 215, 205).Holds(OilTemperature, 216, 400, 150);
        await book.CommitAsync(Id, [.. kitchen.Edges], RecordsFolder.State(kitchen.Now), Cancellation);

        var alarms = (await new ExcursionAlarms(book).ReadAsync(Id, Noon, Noon + 500_000, Cancellation))[("fryer-1", "oil_temp")].ToArray();
        Assert.Single(alarms);
        foreach (var excursion in new[] { At(0, 11), At(201, 216) })
        {
            Assert.Equal("fire", Assert.Single(ExcursionAlarms.Of(excursion, Noon - 1, alarms)).Rule);
        }

        Assert.Empty(ExcursionAlarms.Of(At(100, 120), Noon - 1, alarms));
    }

    private static Excursion At(int from, int to) => new(Noon + (from * 1000), Noon + (to * 1000), (to - from) * 1000, Level.HiHi, 210, true);
}
