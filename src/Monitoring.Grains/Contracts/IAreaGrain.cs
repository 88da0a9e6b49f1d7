using Monitoring.Domain.Areas;
using Orleans.Concurrency;

namespace Monitoring.Grains.Contracts;

/// <summary>An area that is watched; keyed by <see cref="AreaId"/> (<c>facility/area</c>). Decides what is safe and keeps the area's board.</summary>
[Alias("monitoring.area-grain.v1")]
public interface IAreaGrain : IGrainWithStringKey
{
    /// <summary>The sequence up to which this store's readings are durable and have been given to the area; after a crash the readings behind it must be given again. 0: none.</summary>
    [Alias("get-cursor")]
    Task<long> GetCursor(string store);

    /// <summary>Decides a batch. Await it before the next one: the order of an area's readings is the caller's.</summary>
    [Alias("ingest")]
    Task Ingest(ReadingBatch batch);

    [Alias("get-delta")]
    ValueTask<BoardDelta> GetDelta(BoardVersion since);

    [Alias("acknowledge")]
    Task<AcknowledgeResult> Acknowledge(string alarmId, string by, string? note);

    /// <summary>Hints the watcher at once when an alarm changes, for the next 30 s; renew it before. Hints may be lost: the delta is the truth.</summary>
    [Alias("watch")]
    Task Watch(IAreaWatcher watcher);

    /// <summary>Keeps the area awake, so that silence is noticed without a message.</summary>
    [Alias("keep-awake")]
    Task KeepAwake();

    /// <summary>Writes the area's state now; called before an orderly stop.</summary>
    [Alias("checkpoint")]
    Task Checkpoint();
}

[Alias("monitoring.kitchen-grain.v1")]
public interface IKitchenGrain : IAreaGrain;

[Alias("monitoring.workshop-grain.v1")]
public interface IWorkshopGrain : IAreaGrain;

/// <summary>Told that an area's alarms have changed.</summary>
[Alias("monitoring.area-watcher.v1")]
public interface IAreaWatcher : IGrainObserver
{
    [Alias("alarms-changed"), OneWay]
    Task AlarmsChanged(AreaId area);
}
