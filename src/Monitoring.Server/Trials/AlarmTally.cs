using Monitoring.Domain.Replays;

namespace Monitoring.Server.Trials;

/// <summary>Counts the alarms of one replayed rule and keeps the newest.</summary>
internal sealed class AlarmTally
{
    private const int Kept = 200;

    private readonly Queue<ReplayedAlarm> newest = new();

    public int Count { get; private set; }

    /// <summary>Of them, raised while they were suppressed by design.</summary>
    public int Silent { get; private set; }

    public IEnumerable<ReplayedAlarm> NewestFirst => newest.Reverse();

    public void Take(ReplayedAlarm alarm)
    {
        Count++;
        Silent += alarm.Silent ? 1 : 0;
        newest.Enqueue(alarm);
        if (newest.Count > Kept)
        {
            newest.Dequeue();
        }
    }
}
