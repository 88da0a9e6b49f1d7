using Monitoring.Domain.Audit;
using Monitoring.Records.Access;

namespace Monitoring.Records.Audit;

/// <summary>How the domain's records lie in the access database.</summary>
internal static class AuditRows
{
    public static AuditRecord ToRecord(this AuditEntry entry) => new(
        entry.Number, entry.At, entry.Who, entry.From, entry.What, entry.Subject, entry.Facility, entry.Before, entry.After, entry.Why, entry.PrivateDigest);

    /// <summary>What isn't written as it should be becomes a signature that nobody made.</summary>
    public static SignedHead ToHead(this Checkpoint row) =>
        new(row.Book, row.Number, row.At, StoredBytes.Hex(row.Hash) ?? [], StoredBytes.Base64(row.Signature) ?? [], row.Key);

    public static Checkpoint ToRow(this SignedHead head) => new()
    {
        Book = head.Chain,
        Number = head.Number,
        At = head.At,
        Hash = Convert.ToHexStringLower(head.Hash),
        Signature = Convert.ToBase64String(head.Signature),
        Key = head.Key,
    };
}
