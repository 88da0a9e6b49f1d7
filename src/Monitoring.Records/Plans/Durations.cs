using System.Globalization;

namespace Monitoring.Records.Plans;

/// <summary>Durations as a plan writes them: one number and one unit, <c>60s</c>, <c>30min</c>, <c>4h</c>, <c>1.5d</c>.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    // "ms" and "min" before "s": the longest end decides.
    private static readonly (string Symbol, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("min", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    /// <returns>False also for a negative duration and for more than 366 days.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var (symbol, length) = Units.FirstOrDefault(u => text.EndsWith(u.Symbol, StringComparison.Ordinal));
        if (symbol is null || !decimal.TryParse(text[..^symbol.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > Longest.Ticks / length.Ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(number * length.Ticks));
        return true;
    }
}
