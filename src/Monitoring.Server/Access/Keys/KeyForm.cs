using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Monitoring.Server.Access.Keys;

/// <summary>How an API key is written: <c>mk_ID_SECRET</c>. The beginning lets scanners of repositories find one that was left lying about.</summary>
internal static class KeyForm
{
    private const string Beginning = "mk_";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 12;
    private const int SecretLength = 43;

    private static readonly SearchValues<char> IdLetters = SearchValues.Create(Letters);

    /// <summary>Of lower case letters and digits, 60 bits.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Letters, IdLength);

    public static string Write(string id, string secret) => $"{Beginning}{id}_{secret}";

    public static bool TryRead(string key, [NotNullWhen(true)] out string? id, [NotNullWhen(true)] out string? secret)
    {
        var isKey = key.Length == Beginning.Length + IdLength + 1 + SecretLength && key.StartsWith(Beginning, StringComparison.Ordinal) && key[Beginning.Length + IdLength] == '_'
            && key.AsSpan(Beginning.Length, IdLength).IndexOfAnyExcept(IdLetters) < 0;
        (id, secret) = isKey ? (key.Substring(Beginning.Length, IdLength), key[(Beginning.Length + IdLength + 1)..]) : (null, null);
        return isKey;
    }
}
