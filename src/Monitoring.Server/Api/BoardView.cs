using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Server.Api;

/// <summary>An area as a person sees it: what is measured, what of it can be believed, what is wrong.</summary>
/// <param name="ServerTime">When the area said so, by the server's clock: Unix milliseconds, UTC.</param>
/// <param name="RecordsBehind">Alarms are shown that couldn't be written yet.</param>
internal sealed record AreaBoard(
    string Facility,
    string Area,
    AreaKind Kind,
    TextView Name,
    string TimeZone,
    long ServerTime,
    Guid Activation,
    long Version,
    bool RecordsBehind,
    SignalTile[] Signals,
    AlarmView[] Alarms,
    AreaMarks Marks);

/// <param name="Index">Stands for the signal in delta frames.</param>
/// <param name="Time">The reading's own time: Unix milliseconds, UTC; null: never.</param>
internal sealed record SignalTile(
    int Index,
    string Address,
    string Equipment,
    TextView EquipmentName,
    string Signal,
    TextView Name,
    string Unit,
    double Minimum,
    double Maximum,
    double? ExpectedSeconds,
    double? StaleAfterSeconds,
    LimitView[] Limits,
    double? Value,
    long? Time,
    Trust Trust)
{
    public static SignalTile Of(Signal signal, double value, long time, Trust trust) => new(
        signal.IndexInArea,
        signal.Address,
        signal.Equipment.Id,
        TextView.Of(signal.Equipment.Name),
        signal.Plan.Id,
        TextView.Of(signal.Plan.Name),
        signal.Plan.Unit.Symbol(),
        signal.Plan.Minimum,
        signal.Plan.Maximum,
        signal.Plan.ExpectedInterval?.TotalSeconds,
        signal.Plan.StaleAfter?.TotalSeconds,
        [.. signal.Plan.Rules.SelectMany(r => r.Limits.Select(l => LimitView.Of(r, l, signal)))],
        Number.OrNull(value),
        time == 0 ? null : time,
        trust);
}

/// <param name="Gated">The limit holds only while another signal or a phase says so (for example: while frying).</param>
/// <param name="While">In a person's words; null: it isn't gated, or by something of another equipment.</param>
/// <param name="MeasuredUnit">Of what the rule compares with its limit, where that isn't the value itself (a rate, a duration, a difference); null: it is the value.</param>
internal sealed record LimitView(string Rule, Level Level, double Value, Priority Priority, bool Gated, GateView? While, string? MeasuredUnit)
{
    public static LimitView Of(AlarmRule rule, Limit limit, Signal signal) => new(
        rule.Id, limit.Level, limit.Value, limit.Priority, rule.While is not null, GateView.Of(rule.While, signal),
        rule.Of is null ? null : AlarmPlace.UnitOf(rule.Of, signal.Plan.Unit.Symbol()));
}

/// <summary>While what a limit of this equipment holds: one of some phases, or a signal's being on.</summary>
/// <param name="Signal">The signal's name; null: phases decide.</param>
internal sealed record GateView(ImmutableArray<Phase> Phases, TextView? Signal)
{
    public static GateView? Of(Gate? gate, Signal signal) => gate switch
    {
        PhaseGate phases when phases.Equipment == signal.Equipment.Id || phases.Equipment.Length == 0 => new GateView(phases.Phases, null),
        SignalGate other when other.Equipment == signal.Equipment.Id && signal.Equipment.Signals.FirstOrDefault(s => s.Id == other.Signal) is { } plan =>
            new GateView([], TextView.Of(plan.Name)),
        _ => null,
    };
}
