using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>One message to one person on one channel.</summary>
/// <param name="Id">From facility, person, channel and what it is about: the same notice has the same id after a crash. Receivers may drop a second one of the same id.</param>
/// <param name="Person">Id in the facility's plan.</param>
/// <param name="Step">Which step of the escalation, from 0.</param>
/// <param name="Alarms">Ids of the alarms that it tells of; more than one: a flood became one message.</param>
/// <param name="Subject">One line in the receiver's language.</param>
/// <param name="Body">Plain text in the receiver's language: value, limit, duration, required action and a link.</param>
/// <param name="Worst">Highest priority among the alarms.</param>
[GenerateSerializer, Immutable, Alias("monitoring.notice.v1")]
public sealed record Notice(
    [property: Id(0)] string Id,
    [property: Id(1)] string Facility,
    [property: Id(2)] string Person,
    [property: Id(3)] ChannelKind Channel,
    [property: Id(4)] string Address,
    [property: Id(5)] int Step,
    [property: Id(6)] ImmutableArray<string> Alarms,
    [property: Id(7)] string Subject,
    [property: Id(8)] string Body,
    [property: Id(9)] Priority Worst);

public enum DeliveryOutcome
{
    /// <summary>On its way. After a restart: nobody knows whether it went out, and it isn't sent again.</summary>
    Begun,

    /// <summary>The server of the channel has taken it.</summary>
    Delivered,

    /// <summary>Failed, and will be tried again: refused for now, timed out, unreachable.</summary>
    Failed,

    /// <summary>Failed for good: no such address, no right, or none of its alarms calls any more.</summary>
    GivenUp,
}

/// <summary>One line of the delivery log: an attempt's beginning or its outcome.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="At">Unix milliseconds, UTC.</param>
/// <param name="Answer">What the other side said, or what failed.</param>
[GenerateSerializer, Immutable, Alias("monitoring.delivery.v1")]
public sealed record Delivery(
    [property: Id(0)] Notice Notice,
    [property: Id(1)] int Attempt,
    [property: Id(2)] DeliveryOutcome Outcome,
    [property: Id(3)] long At,
    [property: Id(4)] string? Answer);
