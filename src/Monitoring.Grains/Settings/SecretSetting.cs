using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Monitoring.Grains.Settings;

/// <summary>A setting that is a secret: it stands in a file that <c>…File</c> names, or in an environment variable, and nowhere else.</summary>
/// <param name="Path">For example <c>Notifications:Email:Password</c>.</param>
/// <param name="File">What <c>…File</c> says.</param>
/// <param name="Value">What the setting itself says.</param>
public sealed record SecretSetting(string Path, string? File, string? Value)
{
    private const int Longest = 4096;

    /// <summary>Compared without <c>-</c>, <c>_</c> and spaces.</summary>
    private static readonly string[] Placeholders =
        ["changeit", "changeme", "changethis", "password", "placeholder", "replaceme", "replacethis", "secret", "setme", "tbd", "todo", "token", "yourapikey", "yourpassword", "yoursecret", "yourtoken"];

    /// <summary>Names that something may have, but no secret.</summary>
    private static readonly string[] NoSecrets = ["admin", "default", "dummy", "example", "mypassword", "mysecret", "mytoken", "none", "notset", "null", "passwd", "test"];

    /// <summary>What templates leave behind when nobody fills them in.</summary>
    private static readonly (string Begin, string End)[] Unfilled = [("<", ">"), ("${", "}"), ("{{", "}}"), ("$(", ")"), ("%", "%"), ("__", "__"), ("#{", "}")];

    /// <exception cref="InvalidDataException">There is none, or a wrong one; the message names the setting and the remedy, never the secret.</exception>
    public string Read()
    {
        var secret = (File, Value) switch
        {
            ({ } file, null) => ReadFile(file),
            (null, { } value) => value,
            (null, null) => throw new InvalidDataException($"{Path} is missing: write it into a file that only this program may read, and name the file in {Path}File."),
            _ => throw new InvalidDataException($"{Path} and {Path}File are both set: keep one."),
        };
        var where = File is null ? Path : $"{Path}File ({File})";
        return secret switch
        {
            "" => throw new InvalidDataException($"{where} is empty: write the secret into it."),
            _ when IsPlaceholder(secret) || IsNoSecret(secret) => throw new InvalidDataException($"{where} holds a placeholder: write the real secret into it."),
            _ when secret.Any(char.IsControl) => throw new InvalidDataException($"{where} has more than one line, or isn't text: write the secret into it on one line, alone."),
            _ => secret,
        };
    }

    /// <summary>Does it stand in a settings file, which is copied, shown and backed up?</summary>
    public bool StandsInTheOpen(IConfigurationRoot configuration) =>
        Value is not null && configuration.Providers.Last(p => p.TryGet(Path, out _)) is not EnvironmentVariablesConfigurationProvider;

    /// <summary>May everybody on this machine read the file?</summary>
    public bool IsForAllToRead() =>
        !OperatingSystem.IsWindows() && System.IO.File.Exists(File) && System.IO.File.GetUnixFileMode(File).HasFlag(UnixFileMode.OtherRead);

    /// <summary><c>changeme</c>, <c>&lt;your password&gt;</c>, <c>${PASSWORD}</c> and the like: of a secret, and of a name beside it.</summary>
    public static bool IsPlaceholder(string value)
    {
        var text = value.Trim();
        return Placeholders.Contains(Bare(text), StringComparer.OrdinalIgnoreCase)
            || Unfilled.Any(u => text.Length >= u.Begin.Length + u.End.Length && text.StartsWith(u.Begin, StringComparison.Ordinal) && text.EndsWith(u.End, StringComparison.Ordinal));
    }

    /// <summary><c>admin</c>, <c>xxxxxxxx</c> and the like.</summary>
    private static bool IsNoSecret(string secret) =>
        NoSecrets.Contains(Bare(secret.Trim()), StringComparer.OrdinalIgnoreCase) || secret.All(c => char.ToLowerInvariant(c) == char.ToLowerInvariant(secret[0]));

    private static string Bare(string text) =>
        text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private string ReadFile(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            var text = new char[Longest + 1];
            var length = reader.ReadBlock(text);
            return length <= Longest
                ? new string(text, 0, length).TrimEnd('\r', '\n')
                : throw new InvalidDataException($"{Path}File ({file}) is longer than {Longest} characters: it isn't a file with one secret.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"{Path}File ({file}) can't be read: {unreadable.Message} Correct the path, or let this program's user read it.", unreadable);
        }
    }
}
