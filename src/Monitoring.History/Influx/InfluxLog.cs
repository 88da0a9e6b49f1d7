using Microsoft.Extensions.Logging;

namespace Monitoring.History.Influx;

internal static partial class InfluxLog
{
    [LoggerMessage(LogLevel.Warning, "InfluxDB fails at {Part}: {Why}. It is tried again until it works; readings wait in the embedded store meanwhile, and nothing is lost.")]
    public static partial void Down(ILogger log, InfluxPart part, string why);

    [LoggerMessage(LogLevel.Error, "InfluxDB can't be used for {Part}: {Why} It is tried again each minute; readings wait in the embedded store meanwhile.")]
    public static partial void Misconfigured(ILogger log, InfluxPart part, string why);

    [LoggerMessage(LogLevel.Information, "InfluxDB works again at {Part}, after {Duration}.")]
    public static partial void Recovered(ILogger log, InfluxPart part, TimeSpan duration);

    [LoggerMessage(LogLevel.Warning, "InfluxDB drops points that are older than its retention time ({Points} in this batch): they stay in the embedded store. Make the retention time of Influx:Database longer if they should be there.")]
    public static partial void BeyondRetention(ILogger log, long points);

    [LoggerMessage(LogLevel.Warning, "InfluxDB never takes this point, so that it went into quarantine: {Line} The server says: {Words}. The others aren't held up; mend the cause, and send it again.")]
    public static partial void Quarantined(ILogger log, string line, string words);

    [LoggerMessage(LogLevel.Information, "InfluxDB {Version} at {Server} answers, and '{Database}' can be read.")]
    public static partial void Connected(ILogger log, string version, string server, string database);
}
