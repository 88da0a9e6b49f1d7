namespace Monitoring.Domain.Audit;

/// <summary>An entry as it was found in a book.</summary>
/// <param name="Canonical">What it says, from <see cref="CanonicalBytes"/>.</param>
/// <param name="Hash">What it carries.</param>
/// <param name="Fault">What is wrong with it whatever its hash is; null: nothing.</param>
public sealed record ChainEntry(long Number, byte[] Canonical, byte[] Hash, ChainFault? Fault = null)
{
    /// <summary>What stands there isn't text.</summary>
    public static ChainEntry Unreadable(long number, byte[] hash) => new(number, [], hash, ChainFault.Unreadable);
}
