using System.Security.Cryptography;

namespace Monitoring.Domain.Audit;

/// <summary>Walks a chain and its checkpoints, once and in order, and stops at the first thing that isn't as it was written.</summary>
/// <param name="chain"><see cref="Chain.Audit"/> or <see cref="Chain.Journal"/>.</param>
/// <param name="keys">Those that may have signed the checkpoints.</param>
/// <param name="from">Where the walk begins: an entry that is known to be whole; <see cref="ChainHead.None"/>: the whole chain.</param>
public sealed class ChainCheck(string chain, PublicKeys keys, ChainHead from)
{
    /// <summary>The last entry that is whole.</summary>
    public ChainHead Head { get; private set; } = from;

    public long Entries { get; private set; }

    public long Checkpoints { get; private set; }

    /// <summary>The last checkpoint that is whole; null: none yet.</summary>
    public SignedHead? LastSigned { get; private set; }

    /// <summary>A piece of the chain, after the piece before; a checkpoint of an entry after the last of them means that the chain ends too early.</summary>
    /// <param name="entries">In the order of their numbers, none left out.</param>
    /// <param name="checkpoints">Of this chain, in the order of their numbers, up to the last entry; none left out, and none twice.</param>
    /// <returns>Null: it is whole until there.</returns>
    public ChainBreak? Walk(IEnumerable<ChainEntry> entries, IEnumerable<SignedHead> checkpoints)
    {
        using var signed = checkpoints.GetEnumerator();
        var more = signed.MoveNext();
        if (Agree() is { } atOnce)
        {
            return atOnce;
        }

        foreach (var entry in entries)
        {
            if ((Follow(entry) ?? Skips(entry) ?? Agree()) is { } broken)
            {
                return broken;
            }
        }

        return more ? Broken(keys.HaveSigned(signed.Current) ? ChainFault.Truncated : ChainFault.Signature, signed.Current.Number, Head.Number) : null;

        // A checkpoint of an entry that was skipped: the entry is gone, even if whoever took it has mended the hashes.
        ChainBreak? Skips(ChainEntry entry) => !more || signed.Current.Number >= entry.Number ? null
            : Broken(keys.HaveSigned(signed.Current) ? ChainFault.Missing : ChainFault.Signature, signed.Current.Number, signed.Current.Number);

        ChainBreak? Agree()
        {
            for (; more && signed.Current.Number <= Head.Number; more = signed.MoveNext())
            {
                if (Agrees(signed.Current) is { } broken)
                {
                    return broken;
                }
            }

            return null;
        }
    }

    private ChainBreak? Follow(ChainEntry entry)
    {
        var fault = entry.Number <= Head.Number ? ChainFault.OutOfOrder : entry.Fault;
        if (fault is null or ChainFault.PrivatePart && !CryptographicOperations.FixedTimeEquals(Chain.Next(Head.Hash, entry.Canonical), entry.Hash))
        {
            // Numbers may have gaps that were there when the book was chained; then the hashes agree.
            fault = entry.Number == Head.Number + 1 ? ChainFault.Changed : ChainFault.Missing;
        }

        if (fault is { } wrong)
        {
            return wrong is ChainFault.Missing ? Broken(wrong, Head.Number + 1, entry.Number - 1) : Broken(wrong, entry.Number, Head.Number);
        }

        Head = new ChainHead(entry.Number, entry.Hash);
        Entries++;
        return null;
    }

    private ChainBreak? Agrees(SignedHead checkpoint)
    {
        if (!keys.HaveSigned(checkpoint))
        {
            return Broken(ChainFault.Signature, checkpoint.Number, Head.Number);
        }

        if (checkpoint.Number != Head.Number || !CryptographicOperations.FixedTimeEquals(checkpoint.Hash, Head.Hash))
        {
            return Broken(ChainFault.Rewritten, checkpoint.Number, Head.Number);
        }

        (LastSigned, Checkpoints) = (checkpoint, Checkpoints + 1);
        return null;
    }

    private ChainBreak Broken(ChainFault fault, long number, long before) => new(fault, chain, number, before);
}
