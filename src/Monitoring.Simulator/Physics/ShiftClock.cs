namespace Monitoring.Simulator.Physics;

/// <summary>What the people of the place are doing at one instant.</summary>
/// <param name="Hour">The shop's time of day: 0 to below 24.</param>
/// <param name="Shift">A shift is under way, breaks included.</param>
/// <param name="Working">Hands are at work: a shift without its breaks.</param>
/// <param name="Rush">The first ten minutes of a shift or after a break, when everybody washes hands.</param>
internal readonly record struct Moment(double Hour, bool Shift, bool Working, bool Rush);

/// <summary>The shop's day: two shifts with two breaks each. It may run apart from the clock on the wall, so that a demonstration at night is lively.</summary>
/// <param name="offset">What is added to UTC to get the shop's time.</param>
internal sealed class ShiftClock(TimeSpan offset)
{
    private const double RushHours = 10.0 / 60;

    private static readonly (double Start, double End)[] Work =
        [(6, 9.75), (10, 12), (12.75, 14), (14, 16), (16.25, 18), (18.75, 22)];

    /// <param name="start">Unix milliseconds, UTC.</param>
    /// <param name="timeOfDay">The shop's time at that instant.</param>
    public static ShiftClock StartingAt(long start, TimeSpan timeOfDay) =>
        new(timeOfDay - DateTimeOffset.FromUnixTimeMilliseconds(start).TimeOfDay);

    public Moment At(long time)
    {
        var hour = (DateTimeOffset.FromUnixTimeMilliseconds(time) + offset).TimeOfDay.TotalHours;
        foreach (var (start, end) in Work)
        {
            if (hour >= start && hour < end)
            {
                return new Moment(hour, Shift: true, Working: true, Rush: hour - start < RushHours);
            }
        }

        return new Moment(hour, Shift: hour is >= 6 and < 22, Working: false, Rush: false);
    }
}
