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
    AlarmView[] Alarms);

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
        [.. signal.Plan.Rules.SelectMany(r => r.Limits.Select(l => new LimitView(r.Id, l.Level, l.Value, l.Priority, r.While is not null)))],
        Number.OrNull(value),
        time == 0 ? null : time,
        trust);
}

/// <param name="Gated">The limit holds only while another signal says so (for example: while frying).</param>
internal sealed record LimitView(string Rule, Level Level, double Value, Priority Priority, bool Gated);
