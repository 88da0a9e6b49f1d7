using System.Text;
using Monitoring.Domain.Audit;
using Monitoring.Records.Audit;

namespace Monitoring.Records.Access.Database;

/// <summary>The hash of an audit entry, as the access database holds it.</summary>
internal static class AuditSeal
{
    /// <param name="previous">Null: it is the first. What isn't a hash was spoilt, which the entry that carries it says already: people must be let in and out all the same.</param>
    public static string Hash(string? previous, AuditEntry entry) =>
        Convert.ToHexStringLower(entry.ToRecord().HashAfter(previous is null ? Chain.Genesis : StoredBytes.Hex(previous) ?? Encoding.UTF8.GetBytes(previous)));
}
