namespace Monitoring.Domain.Signals;

/// <summary>A device said that it is there, or its broker that it is gone (last will).</summary>
/// <param name="Equipment">The equipment's id in its area.</param>
/// <param name="Time">Time of receipt: Unix milliseconds, UTC.</param>
[GenerateSerializer, Immutable, Alias("monitoring.equipment-status.v1")]
public sealed record EquipmentStatus([property: Id(0)] string Equipment, [property: Id(1)] bool Online, [property: Id(2)] long Time);
