namespace Monitoring.History.Store;

/// <summary>Remembers what was durable when, to the second: a reading may be sealed only when every cursor has had minutes to pass it.</summary>
internal sealed class DurableMarks
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Queue<Mark> marks = new();
    private Mark newest;
    private long second;
    private long reached;

    public DurableMarks(TimeProvider time, long sequence)
    {
        this.time = time;
        newest = new Mark(second = time.GetTimestamp(), sequence);
    }

    public void Record(long sequence)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(second, now) >= Step)
            {
                marks.Enqueue(newest);
                second = now;
            }

            newest = new Mark(now, sequence);
        }
    }

    /// <summary>Every reading up to this sequence has been durable for at least this long. Ask with the same age each time.</summary>
    public long DurableFor(TimeSpan age)
    {
        lock (gate)
        {
            while (marks.TryPeek(out var mark) && time.GetElapsedTime(mark.Timestamp) >= age)
            {
                reached = marks.Dequeue().Sequence;
            }

            return time.GetElapsedTime(newest.Timestamp) >= age ? newest.Sequence : reached;
        }
    }

    private readonly record struct Mark(long Timestamp, long Sequence);
}
