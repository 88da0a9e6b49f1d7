namespace Monitoring.Domain.Alarms.Health;

/// <summary>Finds floods: from more than ten announcements in ten minutes until fewer than five in ten minutes.</summary>
internal sealed class FloodWatch
{
    private const long Window = 10 * 60_000;
    private const int BeginsAbove = 10;
    private const int EndsBelow = 5;

    private readonly Queue<long> recent = new();
    private readonly List<Flood> over = [];
    private Flood? current;

    /// <param name="at">Not before the one before.</param>
    public void Announce(long at)
    {
        // What is ten minutes old at this very instant gives way to what has just come.
        Pass(at - 1);
        recent.Enqueue(at);
        Pass(at);
        if (current is not null)
        {
            current = current with { Announced = current.Announced + 1, Peak = Math.Max(current.Peak, recent.Count) };
        }
        else if (recent.Count > BeginsAbove)
        {
            current = new Flood(at, null, recent.Count, recent.Count);
        }
    }

    /// <returns>All floods up to then, oldest first; the last may still be on.</returns>
    public IReadOnlyList<Flood> Until(long to)
    {
        Pass(to);
        return current is null ? over : [.. over, current];
    }

    private void Pass(long now)
    {
        while (recent.TryPeek(out var oldest) && oldest + Window <= now)
        {
            recent.Dequeue();
            if (current is not null && recent.Count < EndsBelow)
            {
                over.Add(current with { End = oldest + Window });
                current = null;
            }
        }
    }
}
