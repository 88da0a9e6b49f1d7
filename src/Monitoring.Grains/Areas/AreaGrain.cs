using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;
using Orleans.Utilities;

namespace Monitoring.Grains.Areas;

/// <summary>
/// The shell around an <see cref="Area"/>: asks it, has its transitions written, and only then tells anyone. Its turns don't interleave, so a board that is
/// pulled while a transition is being written waits for the disk too, though not for long.
/// </summary>
internal abstract class AreaGrain(
    Plan plan,
    IAlarmRecords records,
    [FromKeyedServices(AreaGrain.Clock)] TimeProvider time,
    ILoggerFactory loggers) : Grain, IAreaGrain
{
    /// <summary>Orleans' key for the clock of grains (TimeProviderNames.Grains).</summary>
    public const string Clock = "Orleans.Grains";

    private static readonly TimeSpan WatchLease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(2);

    private readonly Guid life = Guid.NewGuid();

    private Area area = null!;
    private AreaJournal journal = null!;
    private ObserverManager<IAreaWatcher> watchers = null!;
    private IGrainTimer report = null!;
    private AreaId id;
    private ClockStep clock = null!;
    private long edgeReceivedAt;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = AreaId.Parse(this.GetPrimaryKeyString());
        var logger = loggers.CreateLogger<AreaGrain>();
        var state = await records.LoadAsync(id, cancellationToken);
        clock = new ClockStep(time);
        area = new Area(plan, id, state, life, Now);
        journal = new AreaJournal(id, area, records, state?.Cursors, time, logger);
        watchers = new ObserverManager<IAreaWatcher>(WatchLease, logger);
        await journal.WriteAsync();
        this.RegisterGrainTimer(_ => TickAsync(), new GrainTimerCreationOptions(TickPeriod, TickPeriod));
        report = this.RegisterGrainTimer(_ => Report(), new GrainTimerCreationOptions(TimeSpan.Zero, ReportPeriod));
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => journal.CheckpointAsync();

    public Task<AreaCursor> GetCursor(string store) => Task.FromResult(new AreaCursor(life, journal.CursorOf(store)));

    public async Task<bool> Ingest(ReadingBatch batch)
    {
        if (batch.PlanVersion != plan.Version)
        {
            throw new InvalidOperationException(
                $"A batch for {id} carries signal numbers of plan {batch.PlanVersion}, but plan {plan.Version} is in force here: start every server with the same plan file.");
        }

        if (batch.Life != default && batch.Life != life)
        {
            return false;
        }

        var now = Now;
        var late = area.LateOrDuplicate;
        area.Take(batch.Readings, now);
        GrainMetrics.LateOrDuplicate.Add(area.LateOrDuplicate - late);
        foreach (var status in batch.Statuses)
        {
            area.Take(status, now);
        }

        journal.Advance(batch.Store, batch.Cursor);
        if (area.Edges.Count > 0)
        {
            await TellAsync(batch.ReceivedAt);
        }

        return true;
    }

    public ValueTask<BoardDelta> GetDelta(BoardVersion since) => new(area.Board.Since(since, journal.IsBehind, edgeReceivedAt));

    public async Task<CommandResult> Act(AlarmCommand command)
    {
        var result = area.Act(command, Now);
        await TellAsync(receivedAt: 0);
        return result;
    }

    public Task Watch(IAreaWatcher watcher)
    {
        watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    public Task KeepAwake() => Task.CompletedTask;

    public Task Checkpoint() => journal.CheckpointAsync();

    private async Task TickAsync()
    {
        if (clock.Measure() is var step and not 0)
        {
            area.ShiftClock(step);
        }

        area.Tick(Now);
        await (area.Edges.Count > 0 || journal.IsBehind ? TellAsync(receivedAt: 0) : journal.CheckpointWhenDueAsync());
    }

    private async Task TellAsync(long receivedAt)
    {
        if (area.Edges.Count == 0 && !journal.IsBehind)
        {
            return;
        }

        await journal.WriteAsync();
        edgeReceivedAt = receivedAt;
        await watchers.Notify(w => w.AlarmsChanged(id));
        report.Change(TimeSpan.Zero, ReportPeriod);
    }

    private Task Report()
    {
        // Not awaited: a facility that hangs, or dies with its silo, must not hold up this area. What is lost is said again in two seconds.
        GrainFactory.GetGrain<IFacilityGrain>(id.Facility).Report(area.Summarise(Now), area.OpenAlarms).Ignore();
        return Task.CompletedTask;
    }
}
