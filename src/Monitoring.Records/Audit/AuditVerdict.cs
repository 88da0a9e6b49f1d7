using Monitoring.Domain.Audit;

namespace Monitoring.Records.Audit;

/// <summary>What a walk over everything that is chained has found.</summary>
/// <param name="At">When it ended: Unix milliseconds, UTC.</param>
/// <param name="Trail">Of the audit entries.</param>
/// <param name="Journal">Of the alarms.</param>
/// <param name="Problem">The first thing that isn't as it was written, in a sentence; null: all of it is.</param>
public sealed record AuditVerdict(long At, ChainVerdict Trail, ChainVerdict Journal, string? Problem);

/// <param name="Entries">How many are whole.</param>
/// <param name="Head">The last of them.</param>
/// <param name="Checkpoints">How many agree.</param>
/// <param name="LastSigned">The last of those; null: none.</param>
public sealed record ChainVerdict(long Entries, ChainHead Head, long Checkpoints, SignedHead? LastSigned)
{
    public static ChainVerdict None { get; } = new(0, ChainHead.None, 0, null);
}
