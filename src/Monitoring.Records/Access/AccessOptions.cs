using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;
using Npgsql;

namespace Monitoring.Records.Access;

/// <summary>Where people, rights, devices and the audit trail are kept: <c>access.db</c> in the data directory, unless a PostgreSQL server is named.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Npgsql's connection string without a password. To a host on the network it is TLS with the server's name checked, unless <c>SSL Mode</c> says otherwise. Null: SQLite.</summary>
    public string? PostgreSql { get; set; }

    /// <summary>The file that holds the password. Not needed over a Unix socket, where the server can ask the system who we are.</summary>
    public string? PostgreSqlPasswordFile { get; set; }

    /// <summary>From the environment only.</summary>
    public string? PostgreSqlPassword { get; set; }

    /// <summary>For how long a start waits for a server that isn't there yet, before it goes on without anybody being able to sign in.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    internal SecretSetting? Secret() => (PostgreSqlPasswordFile ?? PostgreSqlPassword) is null && IsSocket(Parse())
        ? null
        : new SecretSetting($"{Section}:{nameof(PostgreSqlPassword)}", PostgreSqlPasswordFile, PostgreSqlPassword);

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    internal NpgsqlConnectionStringBuilder Parse()
    {
        var connection = new NpgsqlConnectionStringBuilder(PostgreSql);
        if (!connection.Keys.Cast<string>().Contains("SSL Mode", StringComparer.OrdinalIgnoreCase) && !IsSocket(connection) && !IsLoopback(connection))
        {
            connection.SslMode = SslMode.VerifyFull;
        }

        return connection;
    }

    private static bool IsSocket(NpgsqlConnectionStringBuilder connection) => connection.Host is ['/' or '@', ..];

    private static bool IsLoopback(NpgsqlConnectionStringBuilder connection) =>
        connection.Host is "localhost" || (System.Net.IPAddress.TryParse(connection.Host, out var address) && System.Net.IPAddress.IsLoopback(address));
}

internal sealed class AccessRules(IConfiguration configuration) : IValidateOptions<AccessOptions>
{
    private const string At = $"{AccessOptions.Section}:{nameof(AccessOptions.PostgreSql)}";

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var wrong = Check(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private IEnumerable<string> Check(AccessOptions options)
    {
        if (options.Patience < TimeSpan.Zero || options.Patience > TimeSpan.FromHours(1))
        {
            yield return "Access:Patience must be from 00:00:00 to 01:00:00; leave it out for 00:00:30.";
        }

        if (options.PostgreSql is null)
        {
            if ((options.PostgreSqlPassword ?? options.PostgreSqlPasswordFile) is not null)
            {
                yield return $"{At} is missing although there is a password: write the connection string (Host=…;Database=…;Username=…), or take the password away to use SQLite.";
            }

            yield break;
        }

        var (connection, why) = TryParse(options);
        if (connection is null)
        {
            yield return $"{At} is no connection string ({why}). Write it as Host=…;Database=…;Username=….";
            yield break;
        }

        if (connection.Password is not null || connection.Passfile is not null)
        {
            yield return $"{At} holds a password: move it into a file that only this program may read, and name the file in {At}PasswordFile.";
        }

        foreach (var (field, value) in new[] { ("Host", connection.Host), ("Database", connection.Database), ("Username", connection.Username) })
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return $"{At} names no {field}: write it as Host=…;Database=…;Username=….";
            }
            else if (SecretSetting.IsPlaceholder(value))
            {
                yield return $"{At} holds a placeholder as {field}: write the real one.";
            }
        }

        foreach (var sentence in CheckSecret(options))
        {
            yield return sentence;
        }
    }

    private IEnumerable<string> CheckSecret(AccessOptions options)
    {
        if (options.Secret() is not { } setting)
        {
            return [];
        }

        try
        {
            setting.Read();
            return setting.StandsInTheOpen((IConfigurationRoot)configuration)
                ? [$"{setting.Path} stands in a settings file: move it into a file of its own that only this program may read, named in {setting.Path}File, or into the environment variable Access__PostgreSqlPassword."]
                : [];
        }
        catch (InvalidDataException e)
        {
            return [e.Message];
        }
    }

    private static (NpgsqlConnectionStringBuilder? Connection, string? Why) TryParse(AccessOptions options)
    {
        try
        {
            return (options.Parse(), null);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return (null, e.Message);
        }
    }
}
