using Microsoft.Extensions.Logging;

namespace Monitoring.History.Store;

internal static partial class StoreLog
{
    [LoggerMessage(LogLevel.Information, "Reading store {Path} is open: {Unsealed} readings unsealed, next sequence {Next}.")]
    public static partial void Opened(ILogger log, string path, long unsealed, long next);

    [LoggerMessage(LogLevel.Error, "Readings can't be written to {Path}: they stay unacknowledged and are tried again until it works. Free disk space or mend the disk; no restart is needed.")]
    public static partial void WriteRefused(ILogger log, string path, Exception reason);

    [LoggerMessage(LogLevel.Information, "{Path} takes readings again; {Readings} that had waited longest are durable.")]
    public static partial void WritingAgain(ILogger log, string path, long readings);

    [LoggerMessage(LogLevel.Warning, "A connection that had failed didn't close cleanly; the next one recovers the file.")]
    public static partial void CloseFailed(ILogger log, Exception reason);

    [LoggerMessage(LogLevel.Error, "The block of series {Series} from {Start} on can't be read ({Reason}): its ten minutes are shown as a gap. Check the disk and restore a backup.")]
    public static partial void BlockUnreadable(ILogger log, int series, DateTimeOffset start, string reason);

    [LoggerMessage(LogLevel.Information, "Deleted {Readings} readings from before {Before}: older than the retention time.")]
    public static partial void Expired(ILogger log, long readings, DateTimeOffset before);

    [LoggerMessage(LogLevel.Warning, "Deleted {Readings} readings from before {Before} because the store had reached its size cap of {Cap} bytes. Raise History:SizeCap or shorten History:Retention.")]
    public static partial void CutBack(ILogger log, long readings, DateTimeOffset before, long cap);

    [LoggerMessage(LogLevel.Warning, "Deleted the roll-ups of minutes from before {Before} because the store had reached its size cap of {Cap} bytes; those of hours stay. Raise History:SizeCap or shorten History:MinuteRetention.")]
    public static partial void MinutesCutBack(ILogger log, DateTimeOffset before, long cap);

    [LoggerMessage(LogLevel.Error, "Sealing or retention failed; it is tried again. Readings are still taken, but unsealed ones grow in memory and on disk.")]
    public static partial void UpkeepFailed(ILogger log, Exception reason);

    [LoggerMessage(LogLevel.Information, "Roll-ups of {Slots} older blocks were made; long ranges are answered from them now.")]
    public static partial void RolledUp(ILogger log, long slots);

    [LoggerMessage(LogLevel.Information, "Sealing and retention work again.")]
    public static partial void UpkeepRecovered(ILogger log);
}
