using System.Security.Cryptography;

namespace Monitoring.Domain.Audit;

/// <summary>A checkpoint: the last entry of a chain at a time, signed. Whoever changes what stands before it needs the key as well.</summary>
/// <param name="Chain"><see cref="Audit.Chain.Audit"/> or <see cref="Audit.Chain.Journal"/>.</param>
/// <param name="Number">Of the chain's last entry then.</param>
/// <param name="At">When it was signed: Unix milliseconds, UTC.</param>
/// <param name="Hash">Of that entry.</param>
/// <param name="Signature">ECDSA with P-256 and SHA-256, 64 bytes (IEEE P1363).</param>
/// <param name="Key">Which key signed it: <see cref="PublicKeys.IdOf"/>.</param>
public sealed record SignedHead(string Chain, long Number, long At, byte[] Hash, byte[] Signature, string Key)
{
    /// <param name="key">Has the private part.</param>
    public static SignedHead Sign(ECDsa key, string chain, ChainHead head, long at) => new(
        chain, head.Number, at, head.Hash, key.SignData(Signed(chain, head.Number, at, head.Hash), HashAlgorithmName.SHA256), PublicKeys.IdOf(key));

    /// <param name="key">The public part suffices.</param>
    public bool IsSignedBy(ECDsa key) => key.VerifyData(Signed(Chain, Number, At, Hash), Signature, HashAlgorithmName.SHA256);

    private static ReadOnlySpan<byte> Signed(string chain, long number, long at, byte[] hash) =>
        new CanonicalBytes("monitoring.checkpoint.v1").Add(chain).Add(number).Add(at).Add(hash).Written;
}
