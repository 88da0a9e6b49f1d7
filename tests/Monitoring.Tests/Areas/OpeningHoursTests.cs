using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Tests.Areas;

/// <summary>Production hours are the facility's; the clock is UTC.</summary>
public sealed class OpeningHoursTests
{
    private static readonly TimeZoneInfo Palu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Makassar");

    // 2026-11-23 is a Monday; Palu is eight hours ahead.
    [Theory]
    [InlineData("2026-11-22T21:59:59Z", false)]
    [InlineData("2026-11-22T22:00:00Z", true)]
    [InlineData("2026-11-23T04:30:00Z", false)]
    [InlineData("2026-11-23T05:00:00Z", true)]
    [InlineData("2026-11-23T09:59:59Z", true)]
    [InlineData("2026-11-23T10:00:00Z", false)]
    public void A_kitchen_is_open_by_its_own_clock(string time, bool open) =>
        Assert.Equal(open, IsOpen(time, Part("06:00", "12:00"), Part("13:00", "18:00")));

    [Theory]
    [InlineData("2026-11-23T13:00:00Z", false)]
    [InlineData("2026-11-23T14:00:00Z", true)]
    [InlineData("2026-11-23T17:00:00Z", true)]
    [InlineData("2026-11-23T22:00:00Z", false)]
    [InlineData("2026-11-24T17:00:00Z", false)]
    public void A_night_shift_of_monday_ends_on_tuesday(string time, bool open) => Assert.Equal(open, IsOpen(time, Part("22:00", "06:00", DayOfWeek.Monday)));

    [Fact]
    public void From_midnight_to_midnight_is_the_whole_day()
    {
        Assert.True(IsOpen("2026-11-22T16:00:00Z", Part("00:00", "00:00", DayOfWeek.Monday)));
        Assert.True(IsOpen("2026-11-23T15:59:59Z", Part("00:00", "00:00", DayOfWeek.Monday)));
        Assert.False(IsOpen("2026-11-23T16:00:00Z", Part("00:00", "00:00", DayOfWeek.Monday)));
    }

    [Fact]
    public void Without_hours_it_is_never_open() => Assert.False(IsOpen("2026-11-23T04:00:00Z"));

    [Fact]
    public void To_ask_allocates_nothing()
    {
        ImmutableArray<DailyHours> hours = [Part("06:00", "12:00")];
        OpeningHours.IsOpen(hours, Palu, SomeKitchen.Noon);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var second = 0; second < 1000; second++)
        {
            OpeningHours.IsOpen(hours, Palu, SomeKitchen.Noon + (second * 1000));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool IsOpen(string time, params ImmutableArray<DailyHours> hours) =>
        OpeningHours.IsOpen(hours, Palu, DateTimeOffset.Parse(time, null).ToUnixTimeMilliseconds());

    private static DailyHours Part(string from, string to, params DayOfWeek[] days) =>
        new("part", new Text("Jam", "Hours"), TimeOnly.Parse(from, null), TimeOnly.Parse(to, null), [.. days]);
}
