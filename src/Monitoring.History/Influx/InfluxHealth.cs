using Microsoft.Extensions.Logging;

namespace Monitoring.History.Influx;

/// <summary>What is wrong with InfluxDB, from everybody who speaks to it. Each change of state is logged once. For many threads.</summary>
public sealed class InfluxHealth(TimeProvider time, ILogger<InfluxHealth> log)
{
    private readonly Lock gate = new();
    private readonly Trouble?[] troubles = new Trouble?[Enum.GetValues<InfluxPart>().Length];
    private bool isDropping;

    /// <summary>What is wrong and since when (UTC), for people; null: nothing.</summary>
    public string? Problem
    {
        get
        {
            lock (gate)
            {
                return troubles.FirstOrDefault(t => t is not null) is { } trouble
                    ? $"{trouble.Why} (since {trouble.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)"
                    : null;
            }
        }
    }

    /// <summary>Nothing is forwarded until a person changes something.</summary>
    public bool IsMisconfigured
    {
        get
        {
            lock (gate)
            {
                return troubles.Any(t => t is { NeedsPerson: true });
            }
        }
    }

    /// <param name="needsPerson">True: it is tried once a minute, and only a person can mend it.</param>
    internal void Failing(InfluxPart part, string why, bool needsPerson)
    {
        lock (gate)
        {
            ref var trouble = ref troubles[(int)part];
            var isNew = trouble is null || trouble.NeedsPerson != needsPerson;
            trouble = new Trouble(why, trouble?.Since ?? time.GetUtcNow(), needsPerson);
            if (isNew && needsPerson)
            {
                InfluxLog.Misconfigured(log, part, why);
            }
            else if (isNew)
            {
                InfluxLog.Down(log, part, why);
            }
        }
    }

    internal bool IsFailing(InfluxPart part) => Volatile.Read(ref troubles[(int)part]) is not null;

    internal void Works(InfluxPart part)
    {
        if (Volatile.Read(ref troubles[(int)part]) is null)
        {
            return;
        }

        lock (gate)
        {
            if (troubles[(int)part] is { } trouble)
            {
                troubles[(int)part] = null;
                InfluxLog.Recovered(log, part, time.GetUtcNow() - trouble.Since);
            }
        }
    }

    /// <summary>Points older than the server's retention time: said when it begins, and once more when it begins again.</summary>
    internal void Dropping(bool drops, long points)
    {
        lock (gate)
        {
            if (drops && !isDropping)
            {
                InfluxLog.BeyondRetention(log, points);
            }

            isDropping = drops;
        }
    }

    private sealed record Trouble(string Why, DateTimeOffset Since, bool NeedsPerson);
}

/// <summary>Who says that something is wrong.</summary>
internal enum InfluxPart
{
    Writing,
    Reading,
    Checking,
    Forwarding,
}
