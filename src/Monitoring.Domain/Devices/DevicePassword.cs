using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Domain.Devices;

/// <summary>
/// A device's password as it is kept: PBKDF2 with SHA-512 in the form that Mosquitto's password file has (<c>$7$iterations$salt$hash</c>), so that one record serves
/// the embedded broker and Mosquitto. A password is 160 random bits: nobody guesses those, so that few iterations are enough and a thousand devices can come back at once.
/// </summary>
public static class DevicePassword
{
    public const int Iterations = 101;
    public const int SaltLength = 12;
    public const int SecretLength = 20;

    private const int HashLength = 64;

    /// <param name="secret">Random: <see cref="SecretLength"/> bytes.</param>
    /// <returns>32 characters that can be typed: small letters and digits.</returns>
    public static string Write(ReadOnlySpan<byte> secret)
    {
        const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
        var text = new StringBuilder(secret.Length * 8 / 5);
        for (int bits = 0, held = 0, i = 0; i < secret.Length || held >= 5;)
        {
            if (held < 5)
            {
                (bits, held) = (((bits << 8) | secret[i++]) & 0xFFFF, held + 8);
            }

            held -= 5;
            text.Append(Letters[(bits >> held) & 31]);
        }

        return text.ToString();
    }

    /// <param name="salt">Random: <see cref="SaltLength"/> bytes.</param>
    public static string Hash(string password, ReadOnlySpan<byte> salt) =>
        string.Create(CultureInfo.InvariantCulture, $"$7${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(Encoding.UTF8.GetBytes(password), salt, Iterations))}");

    /// <summary>In constant time for hashes of the same form. What isn't of that form matches nothing.</summary>
    public static bool Matches(string hash, ReadOnlySpan<byte> password)
    {
        if (hash.Split('$') is not ["", "7", var count, var salt, var expected] || !int.TryParse(count, CultureInfo.InvariantCulture, out var iterations) || iterations < 1)
        {
            return false;
        }

        Span<byte> salted = stackalloc byte[64];
        Span<byte> wanted = stackalloc byte[HashLength];
        return Convert.TryFromBase64String(salt, salted, out var length)
            && Convert.TryFromBase64String(expected, wanted, out var written) && written == HashLength
            && CryptographicOperations.FixedTimeEquals(Derive(password, salted[..length], iterations), wanted);
    }

    private static byte[] Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashLength);
}
