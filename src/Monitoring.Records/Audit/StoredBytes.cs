namespace Monitoring.Records.Audit;

/// <summary>Bytes that are stored as text, read strictly: each value has one way to be written, so that another one is a change.</summary>
internal static class StoredBytes
{
    /// <summary>Small hexadecimal digits. Null: it is something else.</summary>
    public static byte[]? Hex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out var written) is System.Buffers.OperationStatus.Done && Convert.ToHexStringLower(bytes.AsSpan(0, written)) == text ? bytes : null;
    }

    /// <summary>Base64. Null: it is something else.</summary>
    public static byte[]? Base64(string text)
    {
        var bytes = new byte[Base64Length(text)];
        return Convert.TryFromBase64String(text, bytes, out var written) && Convert.ToBase64String(bytes, 0, written) == text ? bytes[..written] : null;
    }

    private static int Base64Length(string text) => (text.Length + 3) / 4 * 3;
}
