using System.Diagnostics.Metrics;

namespace Monitoring.Server;

internal static class ServerMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    public static readonly Histogram<double> AlertLatency = Meter.CreateHistogram(
        "monitoring.alert.latency",
        "ms",
        "From the receipt of the reading behind an alarm edge to the frame handed out for a browser",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 1.5, 2, 3, 5, 7.5, 10, 15, 25, 50, 100, 250, 1_000, 5_000] });

    public static readonly UpDownCounter<int> Watchers = Meter.CreateUpDownCounter<int>("monitoring.live.watchers", "{stream}", "Streams that browsers have open");

    public static readonly Counter<long> FramesSent = Meter.CreateCounter<long>("monitoring.live.frames", "{frame}", "Frames handed out");

    public static readonly Counter<long> FramesCoalesced = Meter.CreateCounter<long>(
        "monitoring.live.frames.coalesced", "{frame}", "Frames merged into one that their reader hadn't taken yet");

    public static readonly UpDownCounter<int> ReplaysWaiting = Meter.CreateUpDownCounter<int>("monitoring.replays.waiting", "{request}", "Requests that wait for their turn to replay stored readings");

    public static readonly UpDownCounter<int> ExportsRunning = Meter.CreateUpDownCounter<int>("monitoring.exports.running", "{export}", "Files of stored history that are being written");

    public static readonly Counter<long> ExportsRefused = Meter.CreateCounter<long>("monitoring.exports.refused", "{request}", "Exports refused because as many ran as may");

    public static readonly Counter<long> ExportsBroken = Meter.CreateCounter<long>(
        "monitoring.exports.broken", "{export}", "Exports that ended before their file did, by reason: the client went, the server stopped, or a failure");

    public static readonly Counter<long> GrainFailures = Meter.CreateCounter<long>("monitoring.grain.failures", "{call}", "Calls of areas and facilities that failed");

    public static readonly Counter<long> AccessFailures = Meter.CreateCounter<long>(
        "monitoring.live.unanswered", "{question}", "Times that nobody could say what the callers of live connections may still do");

    public static readonly Counter<long> ConnectionsEnded = Meter.CreateCounter<long>(
        "monitoring.live.ended", "{connection}", "Live connections ended because their caller's rights were no longer what they had been");
}
