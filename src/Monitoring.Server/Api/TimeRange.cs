using Microsoft.AspNetCore.Http.HttpResults;

namespace Monitoring.Server.Api;

/// <summary>The past that somebody asks about. It ends now at the latest.</summary>
/// <param name="From">Inclusive: Unix milliseconds, UTC.</param>
/// <param name="To">Exclusive.</param>
internal readonly record struct TimeRange(long From, long To)
{
    /// <param name="days">Before the end, if no beginning is asked for.</param>
    public static TimeRange Of(long? from, long? to, int days, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var end = Math.Min(to ?? now, now);
        return new TimeRange(from ?? Math.Max(0, end - (days * TimeSpan.MillisecondsPerDay)), end);
    }

    /// <returns>What is wrong with it; null: nothing.</returns>
    public ValidationProblem? Wrong(int mostDays) =>
        From < 0 || From >= To ? Problems.Invalid("from", "from and to are Unix milliseconds (UTC), from before to and before now.")
        : To - From > mostDays * TimeSpan.MillisecondsPerDay ? Problems.Invalid("from", $"At most {mostDays} days before to.")
        : null;
}
