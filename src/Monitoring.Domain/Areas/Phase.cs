namespace Monitoring.Domain.Areas;

/// <summary>What an equipment is doing, or whether an area works. A rule can hold only while it is so.</summary>
public enum Phase
{
    Unknown,

    /// <summary>On its way up to working temperature.</summary>
    Heating,

    /// <summary>At working temperature without load, or off and cold.</summary>
    Idle,

    /// <summary>Under load: from the dip when the food goes in until the temperature has recovered.</summary>
    Frying,

    /// <summary>On its way down, without having been loaded.</summary>
    Cooling,

    /// <summary>Production hours of an area.</summary>
    Open,
    Closed,
}

/// <summary>How the phases of a fryer are told from its oil temperature, and from a basket switch if there is one.</summary>
/// <param name="Signal">Oil temperature: a signal of the same equipment, in °C.</param>
/// <param name="Basket">A signal of the same equipment that is 1 while food is in the oil; null: there is none.</param>
/// <param name="WorkingFrom">Lowest temperature at which food goes in, in °C.</param>
public sealed record FryerPhases(string Signal, string? Basket, double WorkingFrom);

/// <summary>The phase of an equipment; of the area itself if <paramref name="Equipment"/> is empty.</summary>
/// <param name="Since">Unix milliseconds, UTC.</param>
/// <param name="SetBy">Who set it by hand; null: it was recognised.</param>
/// <param name="SetUntil">When what was set by hand ends; null: it was recognised.</param>
[GenerateSerializer, Immutable, Alias("monitoring.equipment-phase.v1")]
public sealed record EquipmentPhase(
    [property: Id(0)] string Equipment,
    [property: Id(1)] Phase Phase,
    [property: Id(2)] long Since,
    [property: Id(3)] string? SetBy = null,
    [property: Id(4)] long? SetUntil = null);
