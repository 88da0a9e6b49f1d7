using System.Runtime.CompilerServices;
using Monitoring.Domain.Areas;

namespace Monitoring.Server.Live;

/// <summary>Somebody who is told what the pulls of areas bring.</summary>
internal abstract class AreaFeed
{
    /// <summary>Needs values several times a second, not only the alarms.</summary>
    public virtual bool FollowsValues => false;

    /// <summary>A pull has succeeded, changed something or not. Called from the areas' loops, one call at a time for an area: must return at once.</summary>
    public abstract void Offer(BoardImage image, BoardChange change);

    /// <summary>The area doesn't answer: from now on nothing is known about it, until the next offer.</summary>
    public virtual void Lose(AreaId area)
    {
    }
}

/// <summary>
/// A subscriber's own buffer: what it hasn't read yet is kept merged, newest wins, so that a reader who is slow gets less often told, never wrongly, and
/// holds up nobody. Frames come only out of pulls that succeeded: when an area doesn't answer, its frames stop.
/// </summary>
internal abstract class FrameFeed<TFrame>(TimeProvider time) : AreaFeed
    where TFrame : class
{
    /// <summary>A frame without news at least every 2 s; a little less, because it can only go out with a pull.</summary>
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(1.6);

    private readonly Pulse pulse = new();
    private readonly Lock gate = new();
    private long readAt = time.GetTimestamp();
    private bool hasNews;

    protected bool IsHeartbeatDue => time.GetElapsedTime(readAt) >= HeartbeatAfter;

    public sealed override void Offer(BoardImage image, BoardChange change)
    {
        lock (gate)
        {
            if (hasNews)
            {
                ServerMetrics.FramesCoalesced.Add(1);
            }

            hasNews |= Merge(image, change);
            if (!hasNews)
            {
                return;
            }
        }

        pulse.Poke();
    }

    public sealed override void Lose(AreaId area)
    {
        lock (gate)
        {
            Forget(area);
        }
    }

    /// <summary>Frames until cancelled; for one reader.</summary>
    public async IAsyncEnumerable<TFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            await pulse.WaitAsync(cancellation);
            if (Take() is { } frame)
            {
                ServerMetrics.FramesSent.Add(1);
                yield return frame;
            }
        }
    }

    /// <summary>Adds to what hasn't been read. Like the next two never called by two at once.</summary>
    /// <returns>There is something to tell.</returns>
    protected abstract bool Merge(BoardImage image, BoardChange change);

    protected abstract void Forget(AreaId area);

    /// <summary>What has gathered since the last call; null: nothing that may be told now.</summary>
    protected abstract TFrame? Build();

    /// <summary>Runs a change of the buffer that no offer has made.</summary>
    /// <param name="change">Returns whether there is something to tell.</param>
    protected void Revise(Func<bool> change)
    {
        lock (gate)
        {
            hasNews |= change();
        }

        pulse.Poke();
    }

    private TFrame? Take()
    {
        lock (gate)
        {
            if (!hasNews || Build() is not { } frame)
            {
                return null;
            }

            hasNews = false;
            readAt = time.GetTimestamp();
            return frame;
        }
    }
}
