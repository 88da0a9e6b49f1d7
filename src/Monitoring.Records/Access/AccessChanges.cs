using Microsoft.Extensions.Logging;

namespace Monitoring.Records.Access;

/// <summary>Says that something in the access database has changed: at once after a change of this process, within 2 s after another's. For many threads.</summary>
public sealed partial class AccessChanges(ILogger<AccessChanges> logger)
{
    private readonly Lock gate = new();
    private Action[] handlers = [];
    private long version;

    /// <summary>How many changes there have been, as far as this process knows. Never goes back.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <param name="action">Called on the thread that made or saw the change: short, and from several threads at a time. What it throws is logged, and keeps nobody else from being called.</param>
    /// <returns>Ends it.</returns>
    public IDisposable OnChange(Action action)
    {
        lock (gate)
        {
            handlers = [.. handlers, action];
        }

        return new Subscription(this, action);
    }

    /// <summary>A change of this process: told even if the poll was quicker, so that everybody knows before the change's caller goes on.</summary>
    internal void Committed(long count)
    {
        Advance(count);
        Tell();
    }

    /// <summary>What the database says now.</summary>
    internal void Seen(long count)
    {
        if (Advance(count))
        {
            Tell();
        }
    }

    private bool Advance(long count)
    {
        lock (gate)
        {
            var isNews = count > version;
            Interlocked.Exchange(ref version, Math.Max(count, version));
            return isNews;
        }
    }

    private void Tell()
    {
        foreach (var handler in Volatile.Read(ref handlers))
        {
            try
            {
                handler();
            }
            catch (Exception e)
            {
                LogHandlerFailed(e);
            }
        }
    }

    private void Remove(Action action)
    {
        lock (gate)
        {
            var at = Array.IndexOf(handlers, action);
            handlers = at < 0 ? handlers : [.. handlers[..at], .. handlers[(at + 1)..]];
        }
    }

    [LoggerMessage(LogLevel.Error, "Somebody who must know of changes of people, rights or devices failed to take one in: what it shows may be old until the next. Report this.")]
    private partial void LogHandlerFailed(Exception e);

    private sealed class Subscription(AccessChanges changes, Action action) : IDisposable
    {
        private Action? action = action;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref action, null) is { } ended)
            {
                changes.Remove(ended);
            }
        }
    }
}
