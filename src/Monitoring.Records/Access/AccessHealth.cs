using Microsoft.Extensions.Logging;

namespace Monitoring.Records.Access;

/// <summary>Whether the access database can be read and written. Each change of state is logged once. For many threads.</summary>
public sealed partial class AccessHealth(TimeProvider clock, ILogger<AccessHealth> logger)
{
    private readonly Lock gate = new();
    private Trouble? reading;
    private Trouble? writing;

    /// <summary>What is wrong, since when (UTC) and what to do, in sentences; null: nothing.</summary>
    public string? Problem
    {
        get
        {
            lock (gate)
            {
                return (reading ?? writing) is { } trouble ? $"{trouble.Why} (since {trouble.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)" : null;
            }
        }
    }

    /// <summary>The last change that was tried couldn't be written.</summary>
    internal bool IsRefusingChanges => Volatile.Read(ref writing) is not null;

    internal void Reads() => Works(ref reading);

    internal void Writes() => Works(ref writing);

    internal void ReadsNot(string why) => Fails(ref reading, why);

    internal void WritesNot(string why) => Fails(ref writing, why);

    private void Works(ref Trouble? trouble)
    {
        if (Volatile.Read(ref trouble) is null)
        {
            return;
        }

        lock (gate)
        {
            if (trouble is { } over)
            {
                trouble = null;
                LogRecovered(clock.GetUtcNow() - over.Since);
            }
        }
    }

    private void Fails(ref Trouble? trouble, string why)
    {
        lock (gate)
        {
            var isNew = trouble is null;
            trouble = new Trouble(why, trouble?.Since ?? clock.GetUtcNow());
            if (isNew)
            {
                LogFailing(why);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Why}")]
    private partial void LogFailing(string why);

    [LoggerMessage(LogLevel.Information, "The access database works again after {Outage}.")]
    private partial void LogRecovered(TimeSpan outage);

    private sealed record Trouble(string Why, DateTimeOffset Since);
}
