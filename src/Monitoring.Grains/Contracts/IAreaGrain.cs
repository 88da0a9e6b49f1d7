using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Orleans.Concurrency;

namespace Monitoring.Grains.Contracts;

/// <summary>An area that is watched; keyed by <see cref="AreaId"/> (<c>facility/area</c>). Decides what is safe and keeps the area's board.</summary>
[Alias("monitoring.area-grain.v1")]
public interface IAreaGrain : IGrainWithStringKey
{
    [Alias("get-cursor")]
    Task<AreaCursor> GetCursor(string store);

    /// <summary>Decides a batch. Await it before the next one: the order of an area's readings is the caller's.</summary>
    /// <returns>False: nothing was decided. The area has begun a new life and lacks what the one before had decided but not written: ask for its cursor and give it the rest again.</returns>
    [Alias("ingest")]
    Task<bool> Ingest(ReadingBatch batch);

    [Alias("get-delta")]
    ValueTask<BoardDelta> GetDelta(BoardVersion since);

    /// <summary>What a person does; on record when it returns.</summary>
    [Alias("act")]
    Task<CommandResult> Act(AlarmCommand command);

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

/// <summary>This system's own health in a facility; keyed <c>facility/system</c>.</summary>
[Alias("monitoring.system-grain.v1")]
public interface ISystemGrain : IAreaGrain;

/// <summary>Told that an area's alarms have changed.</summary>
[Alias("monitoring.area-watcher.v1")]
public interface IAreaWatcher : IGrainObserver
{
    [Alias("alarms-changed"), OneWay]
    Task AlarmsChanged(AreaId area);
}
