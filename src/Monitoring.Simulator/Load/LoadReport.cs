using System.Globalization;

namespace Monitoring.Simulator.Load;

/// <summary>The result as a table for people.</summary>
internal static class LoadReport
{
    public static IEnumerable<string> Lines(LoadResult result)
    {
        yield return Line("readings sent", Number(result.Sent));
        yield return Line("acknowledged", $"{Number(result.Acknowledged)}  ({Number((long)result.Rate)}/s over {Decimal(result.Seconds)} s)");
        yield return Line("not acknowledged", Number(result.Unacknowledged));
        yield return Line("acknowledged out of order", Number(result.OutOfOrder));
        yield return Line("reconnects, sent again", $"{result.Reconnects}, {Number(result.Resent)}");
        if (result.MalformedSent > 0)
        {
            yield return Line("malformed sent", $"{Number(result.MalformedSent)}  ({Number(result.MalformedAcknowledged)} acknowledged)");
        }

        yield return Line("acknowledge latency", Latency(result.AckLatency));
        if (result.Alerts is { } alerts)
        {
            yield return Line("publish to alert", $"{Latency(alerts)}  ({Number(alerts.Count)} alerts, {Number(result.AlertsMissed)} missed)");
        }

        if (result.Store is { } store)
        {
            yield return Line("stored", $"{Number(store.Stored)} of {Number(store.Signals)} signals  ({Number(store.Missing)} missing, {Number(store.Surplus)} too many)");
        }

        if (result.ServerMillisecondsPerThousand is { } server)
        {
            yield return Line("server's processor time", $"{Decimal(server)} ms per 1,000 readings");
        }

        yield return Line("own processor time", $"{Decimal(result.OwnMillisecondsPerThousand)} ms per 1,000 readings");
        yield return Line("verdict", result.Lost ? "LOST SOMETHING" : "nothing lost");
    }

    private static string Line(string name, string value) => $"{name,-28}{value}";

    private static string Latency(LatencyResult latency) => $"p50 {Decimal(latency.P50)} ms, p99 {Decimal(latency.P99)} ms, max {Decimal(latency.Maximum)} ms";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimal(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
