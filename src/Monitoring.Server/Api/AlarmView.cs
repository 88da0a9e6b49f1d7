using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Server.Api;

/// <summary>An alarm with what a person needs to act on it. Times are Unix milliseconds, UTC.</summary>
/// <param name="LimitUnit">Of value and limit; another than the signal's for a rate or a duration.</param>
/// <param name="Calls">Asks for a person now: unacknowledged and not silent.</param>
internal sealed record AlarmView(
    string Id,
    string Facility,
    string Area,
    string Equipment,
    TextView EquipmentName,
    string Signal,
    TextView SignalName,
    string Unit,
    string Rule,
    AlarmKind Kind,
    AlarmState State,
    Level Level,
    Priority Priority,
    long ConditionStart,
    long RaisedAt,
    long? AcknowledgedAt,
    string? AcknowledgedBy,
    long? ReturnedAt,
    long? ClearedAt,
    double? Value,
    double? Limit,
    TextView Message,
    TextView Consequence,
    TextView Action,
    double RespondWithinSeconds,
    string LimitUnit,
    bool Calls,
    long? CallsSince,
    bool Chattering,
    bool Latched,
    bool NeedsReset,
    CorrectiveActionDemand Demand,
    bool NeedsAction,
    bool NeedsVerification,
    CorrectiveAction? CorrectiveAction,
    Silence? Silence,
    string PlanVersion)
{
    /// <summary>Also for an alarm whose signal or rule the plan has lost meanwhile.</summary>
    public static AlarmView Of(Alarm alarm, AreaId area, Plan plan)
    {
        var signal = plan.FindSignal($"{area}/{alarm.Equipment}/{alarm.Signal}");
        var place = AlarmPlace.Of(alarm, area.Area, plan.FindFacility(area.Facility));
        var texts = AlarmTexts.For(alarm, signal);
        return new AlarmView(
            alarm.Id,
            area.Facility,
            area.Area,
            alarm.Equipment,
            TextView.Of(place.Equipment),
            alarm.Signal,
            TextView.Of(place.Signal),
            signal?.Plan.Unit.Symbol() ?? "",
            alarm.Rule,
            alarm.Kind,
            alarm.State,
            alarm.Level,
            alarm.Priority,
            alarm.ConditionStart,
            alarm.RaisedAt,
            alarm.AcknowledgedAt,
            alarm.AcknowledgedBy,
            alarm.ReturnedAt,
            alarm.ClearedAt,
            Number.OrNull(alarm.Value),
            Number.OrNull(alarm.Limit),
            TextView.Of(texts.Message),
            TextView.Of(texts.Consequence),
            TextView.Of(texts.Action),
            texts.RespondWithin.TotalSeconds,
            AlarmPlace.UnitOf(alarm, signal?.Plan),
            alarm.Calls,
            alarm.CallsSince,
            alarm.IsChattering,
            alarm.Latched,
            alarm.NeedsReset,
            alarm.Demand,
            alarm.NeedsAction,
            alarm.NeedsVerification,
            alarm.Action,
            alarm.Silence,
            alarm.PlanVersion);
    }

    /// <summary>Worst first, then newest first.</summary>
    public static int Compare(AlarmView one, AlarmView other) =>
        one.Priority != other.Priority ? other.Priority.CompareTo(one.Priority) : other.RaisedAt.CompareTo(one.RaisedAt);
}

internal static class Number
{
    /// <summary>JSON has no NaN: a number that doesn't exist is null.</summary>
    public static double? OrNull(double value) => double.IsFinite(value) ? value : null;
}
