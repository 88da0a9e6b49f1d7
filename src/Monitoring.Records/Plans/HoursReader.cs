using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Records.Plans;

/// <summary>Parts of the day, by the facility's clock.</summary>
internal static class HoursReader
{
    private static readonly Dictionary<string, DayOfWeek> Days = new()
    {
        ["mon"] = DayOfWeek.Monday,
        ["tue"] = DayOfWeek.Tuesday,
        ["wed"] = DayOfWeek.Wednesday,
        ["thu"] = DayOfWeek.Thursday,
        ["fri"] = DayOfWeek.Friday,
        ["sat"] = DayOfWeek.Saturday,
        ["sun"] = DayOfWeek.Sunday,
    };

    public static DailyHours ReadShift(Place place) => place.Map(f => Read(f, f.Required("id").Word() ?? "", f.Required("name").Text()));

    public static DailyHours Read(Place place) => place.Map(f => Read(f, "", new Text("", "")));

    private static DailyHours Read(Fields hours, string id, Text name) => new(
        id,
        name,
        hours.Required("from").TimeOfDay() ?? default,
        hours.Required("to").TimeOfDay() ?? default,
        [.. hours["days"].OneOrMore(d => d.Choice(Days)).OfType<DayOfWeek>()]);
}
