using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Signals;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>Whether another signal is at or above a value. Null: nobody can tell yet.</summary>
internal sealed class GateModel(Signal signal, double atLeast, bool goodOnly)
{
    private long heard;

    public bool? IsOpen { get; private set; }

    /// <summary>Since when it has been silent for too long; null: it hasn't.</summary>
    public long? StaleSince(long now) =>
        heard > 0 && signal.Plan.StaleAfter is { } stale && now >= heard + (long)stale.TotalMilliseconds ? heard + (long)stale.TotalMilliseconds : null;

    public void Forget() => IsOpen = null;

    public static GateModel? Of(Gate? gate, Plan plan, AreaId area, bool goodOnly = false) =>
        gate is SignalGate g ? new GateModel(plan.FindSignal($"{area}/{g.Equipment}/{g.Signal}")!, g.AtLeast, goodOnly) : null;

    /// <summary>Good data opens and closes; doubtful data may open, unless the gate silences; bad data says nothing.</summary>
    public void Read(Reading reading)
    {
        if (reading.Signal != signal.Number)
        {
            return;
        }

        heard = reading.Time;
        var opens = reading.Value >= atLeast;
        IsOpen = reading.Quality switch
        {
            Quality.Good => opens,
            Quality.Uncertain when opens && !goodOnly => true,
            _ => IsOpen,
        };
    }
}
