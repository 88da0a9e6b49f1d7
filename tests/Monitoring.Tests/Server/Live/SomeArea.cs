using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Contracts;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Server.Live;

/// <summary>A real area behind a grain's face, which a test can make fail, hang or start anew.</summary>
internal sealed class SomeArea : IAreaGrain
{
    private readonly Lock gate = new();
    private SomeKitchen kitchen = new();
    private double second;
    private volatile int pulls;
    private volatile int watches;
    private volatile TaskCompletionSource? hang;

    public bool Fails { get; set; }

    public bool LosesItsPlace { get; set; }

    public int Pulls => pulls;

    public int Watches => watches;

    public void Read(int signal, double value)
    {
        lock (gate)
        {
            kitchen.Reads(signal, second += 0.001, value);
        }
    }

    /// <summary>Weak sanitiser raises an alarm at once, strong sanitiser lets it return at once.</summary>
    public void Alarm(bool on) => Read(SomeKitchen.Sanitiser, on ? 10 : 100);

    public void Acknowledge()
    {
        lock (gate)
        {
            var open = kitchen.Board().Alarms.Single(a => a.NeedsAcknowledgement);
            kitchen.Area.Act(new Acknowledge(open.Id, new Actor("Ibu Sari", Role.Operator), null), kitchen.Now);
        }
    }

    public void StartAnew()
    {
        lock (gate)
        {
            kitchen = kitchen.Restarts(second);
        }
    }

    public void Hang() => hang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn()
    {
        hang?.SetResult();
        hang = null;
    }

    public async ValueTask<BoardDelta> GetDelta(BoardVersion since)
    {
        Interlocked.Increment(ref pulls);
        await (hang?.Task ?? Task.CompletedTask);
        if (Fails)
        {
            throw new IOException("The silo is gone.");
        }

        lock (gate)
        {
            var delta = kitchen.Area.Board.Since(since, recordsBehind: false, edgeReceivedAt: 0);
            var isTorn = LosesItsPlace && !delta.IsFull;
            LosesItsPlace &= !isTorn;
            return isTorn ? delta with { Version = delta.Version with { Number = -1 } } : delta;
        }
    }

    public Task Watch(IAreaWatcher watcher)
    {
        Interlocked.Increment(ref watches);
        return Fails ? throw new IOException("The silo is gone.") : Task.CompletedTask;
    }

    public Task<AreaCursor> GetCursor(string store) => throw new NotSupportedException("Not the relay's.");

    public Task<bool> Ingest(ReadingBatch batch) => throw new NotSupportedException("Not the relay's.");

    public Task<CommandResult> Act(AlarmCommand command) => throw new NotSupportedException("Not the relay's.");

    public Task KeepAwake() => Fails ? throw new IOException("The silo is gone.") : Task.CompletedTask;

    public Task Checkpoint() => throw new NotSupportedException("Not the relay's.");
}
