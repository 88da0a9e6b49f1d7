using System.Collections.Frozen;

namespace Monitoring.Domain.Signals;

/// <summary>The units that a signal can have; the symbol is what the plan, the store and the screen say.</summary>
public enum Unit
{
    Celsius,
    RelativeHumidity,
    LowerExplosiveLimit,
    Percent,
    PartsPerMillion,
    Lux,
    Kilogram,

    /// <summary>A counter that only grows while the device runs.</summary>
    Count,

    /// <summary>0 or 1: closed or open, off or on, out or in.</summary>
    State,
}

public static class Units
{
    private static readonly FrozenDictionary<Unit, string> Symbols = new Dictionary<Unit, string>
    {
        [Unit.Celsius] = "°C",
        [Unit.RelativeHumidity] = "%RH",
        [Unit.LowerExplosiveLimit] = "%LEL",
        [Unit.Percent] = "%",
        [Unit.PartsPerMillion] = "ppm",
        [Unit.Lux] = "lx",
        [Unit.Kilogram] = "kg",
        [Unit.Count] = "count",
        [Unit.State] = "state",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Unit> BySymbol = Symbols.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    public static IEnumerable<string> AllSymbols => Symbols.Values;

    public static string Symbol(this Unit unit) => Symbols[unit];

    public static bool TryParse(string symbol, out Unit unit) => BySymbol.TryGetValue(symbol, out unit);
}
