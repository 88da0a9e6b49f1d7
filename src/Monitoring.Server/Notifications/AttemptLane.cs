using System.Threading.RateLimiting;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

/// <summary>
/// Keeps the attempts of one channel few and short: a server that hangs holds up no other channel, and no caller for longer than <see cref="Within"/>. Turns every
/// failure into a result, and says in the log when the channel begins to fail and when it works again.
/// </summary>
internal sealed partial class AttemptLane(string channel, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>From the call to its result, the wait for a place included.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    /// <summary>An attempt that began later than this would be cut off half-way.</summary>
    private static readonly TimeSpan PlaceWithin = TimeSpan.FromSeconds(10);

    private const int AtOnce = 4;
    private const int MostWaiting = 64;

    private readonly ConcurrencyLimiter places = new(
        new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private int failing;

    /// <param name="act">For the counters: what is attempted.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SendResult> RunAsync(string act, Func<CancellationToken, Task<SendResult>> attempt, CancellationToken cancellation)
    {
        SendResult? result = null;
        NoticeMetrics.Begin(channel);
        try
        {
            result = await TryAsync(attempt, cancellation);
            Note(result.Value);
            return result.Value;
        }
        finally
        {
            NoticeMetrics.End(channel, act, result?.Status);
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<SendResult> TryAsync(Func<CancellationToken, Task<SendResult>> attempt, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Within, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var place = await FindPlaceAsync(ending.Token);
            return place is { IsAcquired: true }
                ? await attempt(ending.Token)
                : new SendResult(SendStatus.Failed, $"Too many messages at once for {channel}: none of the {AtOnce} under way ended in time.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendResult(SendStatus.Failed, $"No answer within {Within.TotalSeconds:0} s.");
        }
        catch (ObjectDisposedException)
        {
            return new SendResult(SendStatus.Failed, "The server is stopping.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(logger, fault.GetType().Name, channel, fault.StackTrace);
            return new SendResult(SendStatus.Failed, $"The attempt failed by a fault of this server ({fault.GetType().Name}).");
        }
    }

    private async Task<RateLimitLease?> FindPlaceAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(PlaceWithin, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await places.AcquireAsync(1, waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>A refusal is about one receiver, and says nothing of the channel.</summary>
    private void Note(SendResult result)
    {
        if (result.Status == SendStatus.Failed && Interlocked.Exchange(ref failing, 1) == 0)
        {
            LogFails(logger, channel, result.Answer);
        }
        else if (result.Status == SendStatus.Taken && Interlocked.Exchange(ref failing, 0) == 1)
        {
            LogWorks(logger, channel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling people by {Channel} fails: {Answer} The delivery log has every attempt; this isn't said again until it works.")]
    private static partial void LogFails(ILogger logger, string channel, string answer);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telling people by {Channel} works again.")]
    private static partial void LogWorks(ILogger logger, string channel);

    // Not the exception itself: its message may hold an address with a secret in it.
    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault} in an attempt to tell people by {Channel}. This is a fault of the server: report it. {Stack}")]
    private static partial void LogFault(ILogger logger, string fault, string channel, string? stack);
}
