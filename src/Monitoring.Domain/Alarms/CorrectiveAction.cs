namespace Monitoring.Domain.Alarms;

/// <summary>What a rule demands before its alarm can be closed (Codex HACCP, CXC 1-1969: corrective action on product and process).</summary>
public enum CorrectiveActionDemand
{
    None,
    Required,

    /// <summary>A second person has to verify it.</summary>
    RequiredAndVerified,
}

/// <summary>What happened to the product.</summary>
public enum Disposition
{
    /// <summary>No product was affected.</summary>
    NoneAffected,
    Kept,
    Held,
    Reworked,
    Discarded,
}

/// <param name="At">When it was recorded: Unix milliseconds, UTC.</param>
[GenerateSerializer, Immutable, Alias("monitoring.corrective-action.v1")]
public sealed record CorrectiveAction(
    [property: Id(0)] string Cause,
    [property: Id(1)] string Taken,
    [property: Id(2)] Disposition Product,
    [property: Id(3)] string By,
    [property: Id(4)] long At,
    [property: Id(5)] string? VerifiedBy = null,
    [property: Id(6)] long? VerifiedAt = null);
