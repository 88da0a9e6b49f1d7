using System.Collections.Immutable;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Areas;

internal static class OpeningHours
{
    /// <param name="hours">By the clock of <paramref name="zone"/>; empty: never open.</param>
    /// <param name="now">Unix milliseconds, UTC.</param>
    public static bool IsOpen(ImmutableArray<DailyHours> hours, TimeZoneInfo zone, long now)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(now), zone);
        foreach (var part in hours)
        {
            if (part.Covers(local))
            {
                return true;
            }
        }

        return false;
    }
}
