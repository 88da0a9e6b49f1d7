namespace Monitoring.Domain.Audit;

/// <summary>The last entry of a chain: what the next one follows.</summary>
/// <param name="Number">0: there is none yet.</param>
public sealed record ChainHead(long Number, byte[] Hash)
{
    public static ChainHead None { get; } = new(0, Chain.Genesis.ToArray());

    /// <param name="entry">From <see cref="CanonicalBytes"/>.</param>
    public ChainHead Add(long number, ReadOnlySpan<byte> entry) => new(number, Chain.Next(Hash, entry));
}
