using System.Diagnostics.Metrics;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

internal static class NoticeMetrics
{
    private static readonly Meter Meter = new("Monitoring");

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "monitoring.notices.attempts", "{attempt}", "Attempts to tell people, to try a channel or to switch a siren, by outcome");

    private static readonly UpDownCounter<int> UnderWay = Meter.CreateUpDownCounter<int>(
        "monitoring.notices.underway", "{attempt}", "Attempts that wait for a place or for an answer");

    public static void Begin(string channel) => UnderWay.Add(1, new KeyValuePair<string, object?>("channel", channel));

    /// <param name="status">Null: cancelled.</param>
    public static void End(string channel, string act, SendStatus? status)
    {
        var tag = new KeyValuePair<string, object?>("channel", channel);
        UnderWay.Add(-1, tag);
        Attempts.Add(1, tag, new("act", act), new("status", status?.ToString() ?? "Cancelled"));
    }
}
