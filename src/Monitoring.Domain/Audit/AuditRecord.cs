namespace Monitoring.Domain.Audit;

/// <summary>Who changed what, as it is hashed into the chain. Everything but the digest can be read by whoever may read the trail, for ever.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">Unix milliseconds, UTC.</param>
/// <param name="Who">Short name of a person, <c>kiosk:…</c>, <c>key:…</c>, or a part of the program.</param>
/// <param name="From">Address, kiosk, file or command that it came through.</param>
/// <param name="What">For example <c>device.revoke</c>.</param>
/// <param name="Subject">For example <c>account/ani</c>.</param>
/// <param name="Facility">Whose people may read it; null: only who may read everything.</param>
/// <param name="Before">JSON; null: it wasn't there.</param>
/// <param name="After">JSON; null: it isn't there any more.</param>
/// <param name="Why">In the person's own words.</param>
/// <param name="PrivateDigest">Of what may be erased later, from <see cref="PrivatePart.Digest"/>; null: there is no such part.</param>
public sealed record AuditRecord(
    long Number, long At, string Who, string From, string What, string Subject, string? Facility, string? Before, string? After, string? Why, string? PrivateDigest)
{
    /// <summary>What the chain says of it.</summary>
    public ReadOnlySpan<byte> Canonical => new CanonicalBytes("monitoring.audit.v1")
        .Add(Number).Add(At).Add(Who).Add(From).Add(What).Add(Subject).Add(Facility).Add(Before).Add(After).Add(Why).Add(PrivateDigest).Written;

    /// <param name="previous">Hash of the entry with the number before; <see cref="Chain.Genesis"/>: this is the first.</param>
    public byte[] HashAfter(ReadOnlySpan<byte> previous) => Chain.Next(previous, Canonical);
}
