using Monitoring.Domain.Escalation;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

/// <summary>
/// One way to people. What a receiver's address or one message is to blame for is <see cref="SendStatus.Refused"/>; what is wrong with the way itself, a wrong password
/// too, is <see cref="SendStatus.Failed"/>: it may be put right before the message is given up. Answers are fit for the delivery log: short and without a secret.
/// </summary>
internal abstract class NoticeChannel : IDisposable
{
    /// <summary>One attempt, which ends when cancelled.</summary>
    public abstract Task<SendResult> SendAsync(Notice notice, CancellationToken cancellation);

    /// <summary>Does everything but tell somebody.</summary>
    public abstract Task<SendResult> ProbeAsync(CancellationToken cancellation);

    public abstract void Dispose();
}
