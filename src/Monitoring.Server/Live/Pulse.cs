using System.Threading.Channels;

namespace Monitoring.Server.Live;

/// <summary>Wakes the one who waits. Pokes that come while nobody waits merge into one.</summary>
internal sealed class Pulse
{
    private readonly Channel<bool> beats = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Poke() => beats.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => beats.Reader.ReadAsync(cancellation);

    /// <summary>A timer that pokes; it rests until it is changed.</summary>
    public ITimer CreateTimer(TimeProvider time) =>
        time.CreateTimer(static pulse => ((Pulse)pulse!).Poke(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
