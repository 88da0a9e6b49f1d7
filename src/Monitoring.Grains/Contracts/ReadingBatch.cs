using Monitoring.Domain.Signals;

namespace Monitoring.Grains.Contracts;

/// <summary>Readings of one area in the order of their receipt. The arrays belong to the grain once sent.</summary>
/// <param name="PlanVersion">The plan whose signal numbers the readings carry.</param>
/// <param name="Store">Id of the reading store that keeps them.</param>
/// <param name="Cursor">Every reading of this area up to this sequence of that store is durable and given by this batch or an earlier one.</param>
/// <param name="ReceivedAt">When the oldest of them was received: ticks (100 ns) UTC.</param>
/// <param name="Life">The life of the area that was asked for its cursor; empty: the readings are of no store, and any life may have them.</param>
[GenerateSerializer, Immutable, Alias("monitoring.reading-batch.v1")]
public sealed record ReadingBatch(
    [property: Id(0)] string PlanVersion,
    [property: Id(1)] string Store,
    [property: Id(2)] long Cursor,
    [property: Id(3)] long ReceivedAt,
    [property: Id(4)] Reading[] Readings,
    [property: Id(5)] EquipmentStatus[] Statuses,
    [property: Id(6)] Guid Life = default);

/// <summary>How far an area has come with the readings of one store.</summary>
/// <param name="Life">The area's present activation.</param>
/// <param name="Sequence">Up to here the store's readings are durable and have been given; the readings behind it must be given again. 0: none.</param>
[GenerateSerializer, Immutable, Alias("monitoring.area-cursor.v1")]
public readonly record struct AreaCursor([property: Id(0)] Guid Life, [property: Id(1)] long Sequence);
