using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Alarms;

/// <param name="Name">What the record book says: the id of a person of the plan, or what somebody called themselves.</param>
/// <param name="Role">What the person is trusted with.</param>
/// <param name="From">Where they did it: an address, or the kiosk that it came through; null: nobody knows.</param>
[GenerateSerializer, Immutable, Alias("monitoring.actor.v1")]
public sealed record Actor([property: Id(0)] string Name, [property: Id(1)] Role Role, [property: Id(2)] string? From = null);

/// <summary>What a person does to an alarm, a rule or an equipment.</summary>
[GenerateSerializer, Immutable, Alias("monitoring.alarm-command.v1")]
public abstract record AlarmCommand([property: Id(0)] Actor By, [property: Id(1)] string? Note);

[GenerateSerializer, Immutable, Alias("monitoring.acknowledge.v1")]
public sealed record Acknowledge([property: Id(0)] string AlarmId, Actor By, string? Note) : AlarmCommand(By, Note);

/// <summary>Releases a latched alarm that has returned.</summary>
[GenerateSerializer, Immutable, Alias("monitoring.reset.v1")]
public sealed record Reset([property: Id(0)] string AlarmId, Actor By, string? Note) : AlarmCommand(By, Note);

/// <param name="For">How long at most.</param>
/// <param name="Once">Ends when the alarm has returned, if that is earlier.</param>
/// <param name="Note">Why: must be said.</param>
[GenerateSerializer, Immutable, Alias("monitoring.shelve.v1")]
public sealed record Shelve([property: Id(0)] string AlarmId, [property: Id(1)] TimeSpan For, [property: Id(2)] bool Once, Actor By, string? Note) : AlarmCommand(By, Note);

[GenerateSerializer, Immutable, Alias("monitoring.unshelve.v1")]
public sealed record Unshelve([property: Id(0)] string AlarmId, Actor By, string? Note) : AlarmCommand(By, Note);

/// <summary>Allowed while the alarm isn't over; recording again corrects, and the record book keeps both.</summary>
[GenerateSerializer, Immutable, Alias("monitoring.record-action.v1")]
public sealed record RecordAction(
    [property: Id(0)] string AlarmId, [property: Id(1)] string Cause, [property: Id(2)] string Taken, [property: Id(3)] Disposition Product, Actor By, string? Note)
    : AlarmCommand(By, Note);

/// <summary>A second person says that the action was right.</summary>
[GenerateSerializer, Immutable, Alias("monitoring.verify-action.v1")]
public sealed record VerifyAction([property: Id(0)] string AlarmId, Actor By, string? Note) : AlarmCommand(By, Note);

/// <summary>Maintenance of an equipment or of one of its signals: its alarms are evaluated and recorded, and silent.</summary>
/// <param name="Signal">Null: every signal of the equipment.</param>
/// <param name="For">Null: until it is returned to service.</param>
/// <param name="Note">Why: must be said.</param>
[GenerateSerializer, Immutable, Alias("monitoring.take-out-of-service.v1")]
public sealed record TakeOutOfService([property: Id(0)] string Equipment, [property: Id(1)] string? Signal, [property: Id(2)] TimeSpan? For, Actor By, string? Note)
    : AlarmCommand(By, Note);

[GenerateSerializer, Immutable, Alias("monitoring.return-to-service.v1")]
public sealed record ReturnToService([property: Id(0)] string Equipment, [property: Id(1)] string? Signal, Actor By, string? Note) : AlarmCommand(By, Note);

/// <param name="Equipment">Empty: the area itself (open, closed).</param>
/// <param name="Phase"><see cref="Phase.Unknown"/>: back to what is recognised.</param>
/// <param name="For">How long it holds.</param>
[GenerateSerializer, Immutable, Alias("monitoring.set-phase.v1")]
public sealed record SetPhase([property: Id(0)] string Equipment, [property: Id(1)] Phase Phase, [property: Id(2)] TimeSpan For, Actor By, string? Note) : AlarmCommand(By, Note);

public enum CommandOutcome
{
    Done,

    /// <summary>No such alarm, equipment or signal, or the alarm is over.</summary>
    NotFound,

    /// <summary>Somebody was first, or it was so already.</summary>
    AlreadyDone,

    /// <summary>The role may not do this, or not for so long.</summary>
    NotAllowed,

    /// <summary>It makes no sense now: a reset while the alarm is active, a verification by who acted, a reason that is missing.</summary>
    NotPossible,
}

/// <param name="Alarm">As it is now; null: the command wasn't about one alarm.</param>
/// <param name="Why">Why not, in English, for the caller; null when done.</param>
[GenerateSerializer, Immutable, Alias("monitoring.command-result.v1")]
public sealed record CommandResult([property: Id(0)] CommandOutcome Outcome, [property: Id(1)] Alarm? Alarm = null, [property: Id(2)] string? Why = null);
