using System.Threading.RateLimiting;

namespace Monitoring.Server.Reviews;

/// <summary>Long looks into the past, two at a time: what lives keeps the rest of the processor and of the memory.</summary>
internal sealed class ReviewTurns : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions { PermitLimit = 2, QueueLimit = 16, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Waits for a turn, which lasts until the lease is disposed of; not acquired: too many wait already.</summary>
    public ValueTask<RateLimitLease> BeginAsync(CancellationToken cancellation) => turns.AcquireAsync(1, cancellation);

    public void Dispose() => turns.Dispose();
}
