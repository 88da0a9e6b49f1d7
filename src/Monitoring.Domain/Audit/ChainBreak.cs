namespace Monitoring.Domain.Audit;

public enum ChainFault
{
    /// <summary>It, or the one before, doesn't say any more what was hashed.</summary>
    Changed,

    /// <summary>Entries between two others are gone.</summary>
    Missing,

    OutOfOrder,

    /// <summary>Bytes that aren't text stand where text was written.</summary>
    Unreadable,

    /// <summary>What may be erased was changed instead.</summary>
    PrivatePart,

    /// <summary>A checkpoint isn't signed by the key.</summary>
    Signature,

    /// <summary>A checkpoint was signed over another entry than the one that stands there: the chain was made anew from there or before.</summary>
    Rewritten,

    /// <summary>A checkpoint was signed over an entry after the last: the end is cut off.</summary>
    Truncated,
}

/// <summary>The first place where a chain isn't whole.</summary>
/// <param name="Chain">Which book.</param>
/// <param name="Number">Of the entry, or of the first that is missing.</param>
public sealed record ChainBreak(ChainFault Fault, string Chain, long Number, long Before)
{
    /// <summary>A sentence.</summary>
    public string Text => Fault switch
    {
        ChainFault.Changed => $"{Name} entry {Number} doesn't carry the hash of what it says after {Previous}: one of the two was changed.",
        ChainFault.Missing => Number == Before ? $"{Name} entry {Number} is missing." : $"{Name} entries {Number} to {Before} are missing.",
        ChainFault.OutOfOrder => $"{Name} entry {Number} stands after entry {Before}.",
        ChainFault.Unreadable => $"{Name} entry {Number} was changed: it holds bytes that aren't text.",
        ChainFault.PrivatePart => $"{Name} entry {Number} was changed: its private part isn't what was written, and wasn't erased.",
        ChainFault.Signature => $"The checkpoint of {Chain} entry {Number} isn't signed by a key that counts: it was changed, or signed by somebody else.",
        ChainFault.Rewritten => $"{Name} entry {Number} isn't the one that was signed: the chain was written anew, up to there or further.",
        _ => $"{Name} entry {Number} was signed, but the last one is {Before}: the end of the chain is cut off.",
    };

    private string Name => Chain == Audit.Chain.Journal ? "Journal" : "Audit";

    private string Previous => Before == 0 ? "the beginning" : $"entry {Before}";
}
