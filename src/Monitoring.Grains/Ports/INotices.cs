using System.Collections.Immutable;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;

namespace Monitoring.Grains.Ports;

/// <summary>The delivery log and what of a facility's escalation must last. Durable when a commit's task has completed.</summary>
public interface INoticeRecords
{
    /// <summary>The facility's last state; null: nobody was ever told anything.</summary>
    Task<EscalationState?> LoadAsync(string facility, CancellationToken cancellation);

    /// <summary>Writes log lines and state in one transaction. A line that is there already (same notice, attempt and outcome) is kept as it is.</summary>
    /// <exception cref="IOException">Nothing was written; the same commit may be tried again.</exception>
    Task CommitAsync(string facility, ImmutableArray<Delivery> deliveries, EscalationState state, CancellationToken cancellation);

    /// <summary>The delivery log, newest first.</summary>
    Task<DeliveryPage> QueryAsync(DeliveryQuery query, CancellationToken cancellation);
}

/// <param name="Before">Continue after a page: its <see cref="DeliveryPage.Next"/>.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record DeliveryQuery(string? Facility, string? AlarmId, long? From, long? To, long? Before, int Limit)
{
    /// <summary>Beside what is asked for: only of one of these; empty: of any.</summary>
    public ImmutableArray<string> Facilities { get; init; } = [];
}

/// <param name="Next">Give it as <see cref="DeliveryQuery.Before"/> for the next page; null: this was the last.</param>
public sealed record DeliveryPage(ImmutableArray<DeliveryEntry> Entries, long? Next);

/// <param name="Number">Grows with every line.</param>
public sealed record DeliveryEntry(long Number, Delivery Delivery);

/// <summary>The ways to people. One attempt a call; who calls decides about the next one.</summary>
public interface INoticeSender
{
    /// <summary>Which channels are set up on this server.</summary>
    bool IsSetUp(ChannelKind channel);

    /// <summary>Doesn't throw, except when cancelled; ends within 30 s.</summary>
    Task<SendResult> SendAsync(Notice notice, CancellationToken cancellation);

    /// <summary>Is the channel alive, without telling anybody anything? Doesn't throw, except when cancelled; ends within 30 s.</summary>
    Task<SendResult> ProbeAsync(ChannelKind channel, CancellationToken cancellation);

    /// <summary>Publishes <c>ON</c> or <c>OFF</c>, retained. Doesn't throw, except when cancelled; ends within 30 s.</summary>
    Task<SendResult> SwitchAsync(string topic, bool on, CancellationToken cancellation);
}

public enum SendStatus
{
    Taken,

    /// <summary>Try again later.</summary>
    Failed,

    /// <summary>Trying again is pointless: no such address, no right.</summary>
    Refused,
}

/// <param name="Answer">What the other side said, or what failed, for the delivery log; never a secret.</param>
/// <param name="RetryAfter">What the other side asked for; null: nothing.</param>
public readonly record struct SendResult(SendStatus Status, string Answer, TimeSpan? RetryAfter = null);
