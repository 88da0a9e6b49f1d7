using System.Collections.Immutable;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>What of a facility's escalation must last: whom it has told of what, and what is on its way.</summary>
/// <param name="Calls">Alarms that call.</param>
/// <param name="Sending">Notices that aren't delivered or given up yet.</param>
/// <param name="Receivers">For each person by id: the times of the last notices, for finding floods.</param>
public sealed record EscalationState(ImmutableArray<CallState> Calls, ImmutableArray<SendingState> Sending, ImmutableArray<ReceiverState> Receivers)
{
    public static EscalationState Empty { get; } = new([], [], []);

    /// <summary>What each channel answered last.</summary>
    public ImmutableArray<ChannelState> Channels { get => field.IsDefault ? [] : field; init; } = [];
}

/// <param name="Since">The alarm's <see cref="Alarms.Alarm.CallsSince"/>: a new one begins anew.</param>
/// <param name="Told">Who has been told, <c>person/n</c>: n is 0 for the first step of the person's role, 1 for the second. Steps that move in the plan change nothing.</param>
public sealed record CallState(string AlarmId, long Since, ImmutableArray<string> Told)
{
    /// <summary>From when the delays of the steps count, if not from <see cref="Since"/>: quiet hours held it, or its time lies in the future.</summary>
    public long? From { get; init; }
}

/// <param name="NextAt">When the next attempt is due: Unix milliseconds, UTC.</param>
/// <param name="UnderWay">An attempt was begun; found so after a restart, its outcome is unknown and it isn't tried again.</param>
public sealed record SendingState(Notice Notice, int Attempts, long NextAt, bool UnderWay);

/// <param name="ToldAt">When something was last to be told to the person, oldest first; as many as finding a flood takes.</param>
public sealed record ReceiverState(string Person, ImmutableArray<long> ToldAt, bool InFlood)
{
    /// <summary>When the last message that sums up was made: Unix milliseconds, UTC; null: none.</summary>
    public long? SummedUpAt { get; init; }
}

/// <param name="FailingSince">Since when no attempt has succeeded: Unix milliseconds, UTC; null: the last one did.</param>
public sealed record ChannelState(ChannelKind Channel, long? FailingSince, int Failures, string? Answer);
