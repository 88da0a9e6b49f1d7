using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;

namespace Monitoring.History.Influx;

/// <summary>What the settings must obey. Finds everything that is wrong at once; each sentence names the setting and the remedy.</summary>
internal sealed class InfluxRules(IConfiguration configuration) : IValidateOptions<InfluxOptions>
{
    private const string At = InfluxOptions.Section;

    public ValidateOptionsResult Validate(string? name, InfluxOptions options)
    {
        if (!options.IsUsed)
        {
            return ValidateOptionsResult.Success;
        }

        string[] problems = [.. CheckAddress(options), .. CheckNames(options), .. CheckDialect(options), .. CheckSecret(options), .. CheckNumbers(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> CheckAddress(InfluxOptions options)
    {
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri is not { Query: "", Fragment: "" })
        {
            yield return $"{At}:Address isn't the address of a server: write it like https://influx.site.example:8086/, without '?' and '#'; leave it out if there is no InfluxDB.";
        }
        else if (uri.UserInfo.Length > 0)
        {
            yield return $"{At}:Address holds a user name or password, which would stand in the clear: write them into {At}:UserName and {At}:PasswordFile.";
        }
        else if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback && !options.AllowPlainHttp && options.Secret() is { } secret)
        {
            yield return $"{At}:Address begins with http://, so that everybody on the network between could read {secret.Path}: use https://, "
                + $"or set {At}:AllowPlainHttp to true if that network is yours alone.";
        }
    }

    private static IEnumerable<string> CheckNames(InfluxOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Database))
        {
            yield return $"{At}:Database is missing: write the name of the database (V1, V3) or bucket (V2).";
        }

        foreach (var (field, value) in new[] { ("Database", options.Database), ("RetentionPolicy", options.RetentionPolicy), ("Organization", options.Organization), ("UserName", options.UserName) })
        {
            if (value is not null && (value.Any(char.IsControl) || SecretSetting.IsPlaceholder(value) || value.Length > 200))
            {
                yield return $"{At}:{field} isn't a name: write it as the server knows it, on one line.";
            }
        }
    }

    private static IEnumerable<string> CheckDialect(InfluxOptions options)
    {
        if (!Enum.IsDefined(options.Dialect))
        {
            yield return $"{At}:Dialect isn't one of V1, V2, V3: write the server's major version.";
            yield break;
        }

        var isV1 = options.Dialect == InfluxDialect.V1;
        if (isV1 && (options.Token ?? options.TokenFile) is not null)
        {
            yield return $"{At}:Token is for V2 and V3: V1 logs in with {At}:UserName and {At}:PasswordFile. Correct {At}:Dialect, or take the token away.";
        }

        if (!isV1 && (options.UserName ?? options.Password ?? options.PasswordFile) is not null)
        {
            yield return $"{At}:UserName and {At}:Password are for V1: {options.Dialect} logs in with {At}:TokenFile. Correct {At}:Dialect, or take them away.";
        }

        if (isV1 && options.UserName is null && (options.Password ?? options.PasswordFile) is not null)
        {
            yield return $"{At}:UserName is missing although there is a password: write the name to log in with, or take the password away.";
        }

        if (options is { UserName: not null } && options.UserName.Contains(':', StringComparison.Ordinal))
        {
            yield return $"{At}:UserName holds a ':', which HTTP can't send: make a user without one.";
        }

        if (!isV1 && options.RetentionPolicy is not null)
        {
            yield return $"{At}:RetentionPolicy is for V1: in {options.Dialect} it belongs to the database or bucket. Take it away.";
        }

        if (!isV1 && options.CreateDatabase)
        {
            yield return $"{At}:CreateDatabase is for V1: make the database or bucket on the server, and take the setting away.";
        }

        if (options.Dialect == InfluxDialect.V2 ? string.IsNullOrWhiteSpace(options.Organization) : options.Organization is not null)
        {
            yield return options.Dialect == InfluxDialect.V2
                ? $"{At}:Organization is missing: write the organization that the bucket belongs to."
                : $"{At}:Organization is for V2: take it away.";
        }
    }

    private static IEnumerable<string> CheckNumbers(InfluxOptions options)
    {
        if (options.BatchLines is < 1 or > 50_000)
        {
            yield return $"{At}:BatchLines must be from 1 to 50000; leave it out for 5000.";
        }

        if (options.InFlight is < 1 or > 4)
        {
            yield return $"{At}:InFlight must be from 1 to 4; leave it out for 2.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(5))
        {
            yield return $"{At}:Timeout must be from 00:00:01 to 00:05:00; leave it out for 00:00:30.";
        }
    }

    private IEnumerable<string> CheckSecret(InfluxOptions options)
    {
        if (options.Secret() is not { } setting)
        {
            return [];
        }

        try
        {
            setting.Read();
            return setting.StandsInTheOpen((IConfigurationRoot)configuration)
                ? [$"{setting.Path} stands in a settings file: move it into a file of its own that only this program may read, named in {setting.Path}File, "
                    + $"or into the environment variable {setting.Path.Replace(":", "__", StringComparison.Ordinal)}."]
                : [];
        }
        catch (InvalidDataException wrong)
        {
            return [wrong.Message];
        }
    }
}
