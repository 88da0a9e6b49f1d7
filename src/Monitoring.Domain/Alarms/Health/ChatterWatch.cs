namespace Monitoring.Domain.Alarms.Health;

/// <summary>Finds out when one source chatters: three raises and more within a minute (ISA-18.2, EEMUA 191).</summary>
internal sealed class ChatterWatch
{
    private const long Window = 60_000;
    private const int Chatters = 3;

    private readonly Queue<long> recent = new();
    private bool chattering;

    /// <param name="at">Not before the one before.</param>
    /// <param name="begins">The third of the first minute of an episode.</param>
    /// <returns>Raises within this minute; 0: it doesn't chatter.</returns>
    public int Raise(long at, out bool begins)
    {
        while (recent.TryPeek(out var oldest) && oldest + Window < at)
        {
            recent.Dequeue();
        }

        recent.Enqueue(at);
        begins = recent.Count >= Chatters && !chattering;
        chattering = recent.Count >= Chatters;
        return chattering ? recent.Count : 0;
    }
}
