using System.Globalization;

namespace Monitoring.Records.Audit;

/// <summary>A checkpoint that somebody wrote down elsewhere: who could rewrite the books and had the key still can't change that.</summary>
/// <param name="Hash">Small hexadecimal digits.</param>
public sealed record KeptCheckpoint(string Chain, long Number, string Hash)
{
    /// <exception cref="InvalidDataException">It isn't one.</exception>
    public static KeptCheckpoint Parse(string text) =>
        text.Split(':') is [Domain.Audit.Chain.Audit or Domain.Audit.Chain.Journal, var number, { Length: 2 * Domain.Audit.Chain.HashLength } hash]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? new KeptCheckpoint(text[..text.IndexOf(':', StringComparison.Ordinal)], parsed, hash)
            : throw new InvalidDataException($"--checkpoint {text}: write it as 'audit verify' printed it, for example audit:120:0f3a… with 64 hexadecimal digits.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chain}:{Number}:{Hash}");
}
