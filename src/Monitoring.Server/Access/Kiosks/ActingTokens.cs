using System.Collections.Concurrent;

namespace Monitoring.Server.Access.Kiosks;

/// <summary>Stands for a person at one kiosk for one act.</summary>
/// <param name="Token">Shown once.</param>
internal sealed record ActingToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// What somebody gets at a kiosk who has shown a badge or a PIN: good for a minute, for one act, at that kiosk. Only in memory: who restarts the server identifies once more.
/// </summary>
internal sealed class ActingTokens
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, Held> held = [];
    private readonly TimeProvider time;

    public ActingTokens(TimeProvider time)
    {
        this.time = time;
        AccessMetrics.Observe("monitoring.access.acting", "{token}", "People identified at kiosks who haven't acted yet", () => held.Count);
    }

    public ActingToken Give(string account, Caller kiosk)
    {
        var (now, token) = (time.GetUtcNow(), Secret.New());
        foreach (var old in held.Where(h => h.Value.ExpiresAt <= now))
        {
            held.TryRemove(old);
        }

        if (held.Count >= Most)
        {
            held.TryRemove(held.MinBy(h => h.Value.ExpiresAt));
        }

        var made = new Held(account, kiosk.Id, kiosk.SessionId, now + Life);
        held[Secret.Digest(token)] = made;
        return new ActingToken(token, made.ExpiresAt);
    }

    /// <summary>Uses it up, right or not: one that another kiosk shows has been carried off.</summary>
    /// <returns>The account; null: there is no such token, or it is for another kiosk, or too old.</returns>
    public string? Use(string token, Caller kiosk) =>
        held.TryRemove(Secret.Digest(token), out var found) && found.Kiosk == kiosk.Id && found.Registration == kiosk.SessionId && found.ExpiresAt > time.GetUtcNow() ? found.Account : null;

    private sealed record Held(string Account, string Kiosk, string? Registration, DateTimeOffset ExpiresAt);
}
