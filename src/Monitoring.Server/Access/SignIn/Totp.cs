using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Monitoring.Server.Access.SignIn;

/// <summary>
/// Codes of an authenticator app: RFC 6238 with what every app assumes (SHA-1, 30 s, six digits). Identity's own provider reads the system's clock and doesn't say which step
/// a code was of, without which a code could be used twice.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;

    private const int SecretBytes = 20;
    private const int StepSeconds = 30;

    /// <summary>One step before and after: clocks differ, and typing takes its time (RFC 6238, 5.2).</summary>
    private const int Tolerance = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>RFC 4648, without padding: twenty bytes need none.</summary>
    public static string Write(byte[] secret)
    {
        var text = new char[secret.Length * 8 / 5];
        for (var at = 0; at < text.Length; at++)
        {
            var bit = at * 5;
            var pair = (secret[bit / 8] << 8) | (bit / 8 + 1 < secret.Length ? secret[(bit / 8) + 1] : 0);
            text[at] = Base32[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }

    /// <summary>The key URI that apps read from a picture.</summary>
    public static string Uri(byte[] secret, string user) =>
        $"otpauth://totp/Monitoring:{System.Uri.EscapeDataString(user)}?secret={Write(secret)}&issuer=Monitoring";

    /// <summary>The step that a code is of, later than the last one that was used; null: the code isn't right, or was used.</summary>
    /// <param name="lastStep">0: none.</param>
    public static long? FindStep(byte[] secret, string code, long lastStep, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            // Every step is computed, whichever is right.
            if (Secret.IsSame(Compute(secret, step), code) && step > lastStep)
            {
                found ??= step;
            }
        }

        return found;
    }

    public static string Compute(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default, and the only one that all apps know; HMAC doesn't need SHA-1 to be free of collisions.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
