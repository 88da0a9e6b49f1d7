using Monitoring.Domain.Alarms;
using Monitoring.Domain.Reviews;
using Monitoring.Domain.Signals;
using Monitoring.Server.Reviews;

namespace Monitoring.Server.Api;

/// <param name="From">Whole minutes: Unix milliseconds, UTC.</param>
internal sealed record ComplianceView(long From, long To, SignalComplianceView[] Signals);

/// <param name="Good">Milliseconds covered by good data.</param>
/// <param name="Inside">Of those, inside every limit that always holds.</param>
/// <param name="Share">Inside of good, 0 to 1; null: no good data, or no limit that always holds.</param>
/// <param name="Longest">Index in the excursions; null: there was none.</param>
/// <param name="More">Only the longest excursions are listed.</param>
/// <param name="Held">Rules that hold only at times, of ranges up to 31 days; empty: there are none, or the range is longer.</param>
internal sealed record SignalComplianceView(
    string Signal, string Unit, long Good, long Inside, OutsideView Outside, double? Share, SeriesLimitView[] Limits, ExcursionView[] Excursions, int? Longest, bool More, HeldView[] Held)
{
    public static SignalComplianceView Of(Compliance compliance, HeldTime[] held, IEnumerable<RaisedAlarm> alarms)
    {
        var (signal, total) = (compliance.Signal, compliance.Total);
        var inside = total.Good - total.Outside.Total;
        var excursions = compliance.Excursions;
        return new SignalComplianceView(
            signal.Address,
            signal.Plan.Unit.Symbol(),
            total.Good,
            inside,
            new OutsideView(total.Outside.LoLo, total.Outside.Lo, total.Outside.Hi, total.Outside.HiHi, total.Outside.Total),
            total.Good > 0 && !SignalLimits.Of(signal.Plan).IsNone ? inside / (double)total.Good : null,
            SeriesLimitView.Of(signal),
            [.. excursions.Select(e => ExcursionView.Of(e, ExcursionAlarms.Of(e, total.Start, alarms)))],
            excursions.IsEmpty ? null : excursions.IndexOf(excursions.MaxBy(e => e.Outside)),
            compliance.IsCut,
            [.. held.Select(HeldView.Of)]);
    }
}

/// <summary>A rule that holds only at times: while frying, say.</summary>
/// <param name="Good">Milliseconds of good data while it held.</param>
/// <param name="Outside">Of those, at or beyond one of its limits.</param>
/// <param name="Share">Inside of good, 0 to 1; null: it never held.</param>
internal sealed record HeldView(string Rule, long Good, long Outside, double? Share, int Excursions, ExcursionView? Longest)
{
    public static HeldView Of(HeldTime held) => new(
        held.Rule.Id,
        held.Good,
        held.Outside,
        held.Good > 0 ? (held.Good - held.Outside) / (double)held.Good : null,
        held.Excursions,
        held.Longest is { } longest ? ExcursionView.Of(longest, []) : null);
}

/// <summary>Milliseconds at or beyond each limit; time beyond HiHi is beyond Hi too, if there is one.</summary>
internal sealed record OutsideView(long LoLo, long Lo, long Hi, long HiHi, long Total);

/// <param name="Outside">Milliseconds of good data outside; less than to - from if there was a gap.</param>
/// <param name="Exact">False: known to the minute, because the readings have been deleted.</param>
internal sealed record ExcursionView(long From, long To, long Outside, Level Level, double? Peak, bool Exact, ExcursionAlarmView[] Alarms)
{
    public static ExcursionView Of(in Excursion excursion, IEnumerable<Alarm> alarms) => new(
        excursion.From, excursion.To, excursion.Outside, excursion.Worst, Number.OrNull(excursion.Peak), excursion.IsExact, [.. alarms.Select(ExcursionAlarmView.Of)]);
}

internal sealed record ExcursionAlarmView(
    string Id, string Rule, Priority Priority, long RaisedAt, long? AcknowledgedAt, string? AcknowledgedBy, CorrectiveAction? Action)
{
    public static ExcursionAlarmView Of(Alarm alarm) =>
        new(alarm.Id, alarm.Rule, alarm.Priority, alarm.RaisedAt, alarm.AcknowledgedAt, alarm.AcknowledgedBy, alarm.Action);
}
