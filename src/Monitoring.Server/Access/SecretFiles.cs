using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access;

/// <summary>
/// Looks after the files that settings name for secrets. What everybody on the machine may read is a concern and no reason to refuse the start: containers mount secrets as
/// 0444 where nobody else is. Keys that this server makes, and the TLS key, are refused instead.
/// </summary>
internal static class SecretFiles
{
    private static readonly string[] Endings = ["PasswordFile", "TokenFile", "SecretFile"];

    /// <summary>Names the settings whose files are open, and what to do; null: none.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        string[] open =
        [
            .. configuration.AsEnumerable()
                .Where(s => s.Value is not null && Endings.Any(e => s.Key.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && new SecretSetting(s.Key, s.Value, null).IsForAllToRead())
                .Select(s => $"{s.Key} ({s.Value})"),
        ];
        return open.Length == 0 ? null : $"Everybody on this machine may read the files of {string.Join(", ", open)}: take the right away (chmod 600), unless nobody else is on it.";
    }
}
