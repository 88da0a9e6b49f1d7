using System.Globalization;
using System.Text;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>A scenario in words: seconds since its start, what was planned, what happened, and where the two accounts part.</summary>
internal static class Narration
{
    public static string Tell(Scenario scenario, Disagreement? parting)
    {
        var text = new StringBuilder();
        foreach (var signal in scenario.Plan.Signals)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"signal {signal.Number}: every {signal.Plan.ExpectedInterval?.TotalSeconds}, stale after {signal.Plan.StaleAfter?.TotalSeconds}");
            foreach (var rule in signal.Plan.Rules)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    {rule.Id}: {string.Join(", ", rule.Limits.Select(Say))}; deadband {rule.Deadband}, off {rule.OffDelay.TotalSeconds} s{Say("while", rule.While)}{Say("suppressed while", rule.SuppressWhile)}{(rule.Latched ? ", latched" : "")}, demands {rule.Demand}, expires {rule.AcknowledgementExpires?.TotalSeconds}, again {rule.ReAlarmAfter?.TotalSeconds}");
            }
        }

        foreach (var happening in scenario.Happenings().Select((h, i) => (What: h, Index: i)).Where(h => parting is null || h.Index <= parting.Index))
        {
            if (happening.What is not Ticked || happening.Index == parting?.Index)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{Second(happening.What.Now)}: {Say(happening.What)}");
            }
        }

        return parting is null ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"should be: {parting.Expected}\nbut was:   {parting.Actual}\n").ToString();
    }

    public static string Second(long time) => ((time - Scenario.Start) / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Say(string word, Gate? gate) => gate is null ? "" : $", {word} {gate}";

    private static string Say(Limit limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.Level} {limit.Value} after {limit.OnDelay.TotalSeconds} s ({limit.Priority})");

    private static string Say(Happening happening) => happening switch
    {
        Arrived arrived => string.Join(", ", arrived.Readings.Select(r => Say(r, arrived.Now))),
        Acted act => $"{act.Deed} on {act.Rule} of signal {act.Signal}",
        Recovered { Crashed: true } => "back after a crash",
        Recovered => "back after a restart",
        _ => "tick",
    };

    private static string Say(Reading reading, long now) => string.Create(
        CultureInfo.InvariantCulture,
        $"signal {reading.Signal} = {reading.Value}{(reading.Quality == Quality.Good ? "" : $" {reading.Quality}")}{(reading.Time == now ? "" : $" of {Second(reading.Time)}")}{(reading.Origin == Origin.Live ? "" : " (history)")}");
}
