namespace Monitoring.Domain.Alarms;

/// <summary>The three ways to be silent of ISA-18.2. A silent alarm is still evaluated and recorded.</summary>
public enum SilenceKind
{
    /// <summary>By logic: the rule's <c>suppress_while</c> holds.</summary>
    SuppressedByDesign,

    /// <summary>By a person, for a time.</summary>
    Shelved,

    /// <summary>By a person, until the alarm has returned, but no longer than its time.</summary>
    ShelvedOnce,

    /// <summary>For maintenance.</summary>
    OutOfService,
}

/// <param name="By">Who; <c>plan</c> for what logic decides.</param>
/// <param name="Since">Unix milliseconds, UTC.</param>
/// <param name="Until">Unix milliseconds, UTC; null: until somebody, or the logic, ends it.</param>
/// <param name="Highest">The worst priority that it may silence: an alarm that grows worse speaks again.</param>
[GenerateSerializer, Immutable, Alias("monitoring.silence.v1")]
public sealed record Silence(
    [property: Id(0)] SilenceKind Kind,
    [property: Id(1)] string By,
    [property: Id(2)] string Why,
    [property: Id(3)] long Since,
    [property: Id(4)] long? Until,
    [property: Id(5)] Priority Highest);
