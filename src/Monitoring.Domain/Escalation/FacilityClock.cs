namespace Monitoring.Domain.Escalation;

/// <summary>The clock on the wall of a facility.</summary>
/// <param name="timeZone">IANA name.</param>
internal sealed class FacilityClock(string timeZone)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);

    /// <param name="time">Unix milliseconds, UTC.</param>
    public DateTime At(long time) => TimeZoneInfo.ConvertTime(Utc(time), zone).DateTime;

    /// <summary>What people there call the zone.</summary>
    public string ZoneAt(long time) => timeZone switch
    {
        "Asia/Jakarta" or "Asia/Pontianak" => "WIB",
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => Offset(zone.GetUtcOffset(Utc(time))),
    };

    /// <summary>A device's clock may say anything; a message goes out all the same.</summary>
    private static DateTimeOffset Utc(long time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(time, 0, DateTimeOffset.MaxValue.AddDays(-2).ToUnixTimeMilliseconds()));

    private static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:h\\:mm}".Replace(":00", "", StringComparison.Ordinal);
}
