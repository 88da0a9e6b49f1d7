using System.Collections.Immutable;
using System.Globalization;

namespace Monitoring.Domain.Alarms.Health;

/// <summary>A week from Monday to Sunday by a facility's calendar (ISO 8601).</summary>
/// <param name="From">Its first instant: Unix milliseconds, UTC; inclusive.</param>
/// <param name="To">Exclusive.</param>
public readonly record struct IsoWeek(int Year, int Number, long From, long To)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");

    /// <summary>The weeks that a range touches, the first and the last cut to it.</summary>
    public static ImmutableArray<IsoWeek> Of(long from, long to, TimeZoneInfo zone)
    {
        var weeks = ImmutableArray.CreateBuilder<IsoWeek>();
        var day = DayOf(from, zone);
        for (var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7)); StartOf(monday, zone) < to; monday = monday.AddDays(7))
        {
            var date = monday.ToDateTime(TimeOnly.MinValue);
            weeks.Add(new IsoWeek(ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date), Math.Max(from, StartOf(monday, zone)), Math.Min(to, StartOf(monday.AddDays(7), zone))));
        }

        return weeks.ToImmutable();
    }

    public static DateOnly DayOf(long time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(time), zone).DateTime);

    private static long StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            // Where the clock jumps over midnight, the day begins when it lands.
            midnight = midnight.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUnixTimeMilliseconds();
    }
}
