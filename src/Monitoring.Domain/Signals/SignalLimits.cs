using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.Signals;

/// <summary>
/// The strictest limit of each level that holds for a signal's value at any time, in its unit: what time inside limits is measured by. NaN: there is none.
/// A rule that holds only in a phase, or looks at a rate or a difference, isn't among them: it says nothing of the value at other times.
/// </summary>
public readonly record struct SignalLimits(double LoLo, double Lo, double Hi, double HiHi)
{
    public static SignalLimits None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);

    public bool IsNone => double.IsNaN(LoLo) && double.IsNaN(Lo) && double.IsNaN(Hi) && double.IsNaN(HiHi);

    public static SignalLimits Of(SignalPlan signal) => Of(signal.Rules.Where(r => r is { While: null, Of: null }));

    /// <summary>The strictest of some rules, whenever they hold.</summary>
    public static SignalLimits Of(IEnumerable<AlarmRule> rules)
    {
        var limits = rules.SelectMany(r => r.Limits).ToLookup(l => l.Level, l => l.Value);
        return new SignalLimits(
            limits[Level.LoLo].DefaultIfEmpty(double.NaN).Max(),
            limits[Level.Lo].DefaultIfEmpty(double.NaN).Max(),
            limits[Level.Hi].DefaultIfEmpty(double.NaN).Min(),
            limits[Level.HiHi].DefaultIfEmpty(double.NaN).Min());
    }

    /// <summary>The worst limit that the value has reached; <see cref="Level.None"/>: it is inside.</summary>
    public Level LevelOf(double value) =>
        value >= HiHi ? Level.HiHi : value <= LoLo ? Level.LoLo : value >= Hi ? Level.Hi : value <= Lo ? Level.Lo : Level.None;

    /// <summary>The limit of a level; NaN: there is none.</summary>
    public double this[Level level] => level switch
    {
        Level.LoLo => LoLo,
        Level.Lo => Lo,
        Level.Hi => Hi,
        Level.HiHi => HiHi,
        _ => double.NaN,
    };
}
