using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access;

/// <summary>Section <c>Access</c>, as far as it is about signing in.</summary>
internal sealed class SignInOptions
{
    public const string Section = "Access";

    /// <summary>A session that nobody uses for so long is over.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A session is over after so long, used or not.</summary>
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>For how long a link to choose a password can be used.</summary>
    public TimeSpan InvitationLife { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Null: nobody else says who somebody is.</summary>
    public OpenIdConnectSettings? OpenIdConnect { get; set; }
}

/// <summary>A provider that says who somebody is (OpenID Connect Core 1.0). It makes nobody an account.</summary>
internal sealed class OpenIdConnectSettings
{
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecretFile { get; set; }

    /// <summary>From the environment only.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the sign-in page calls it.</summary>
    public string Name { get; set; } = "Single sign-on";

    public SecretSetting Secret() => new($"{SignInOptions.Section}:OpenIdConnect:{nameof(ClientSecret)}", ClientSecretFile, ClientSecret);
}

internal sealed class SignInRules(IConfiguration configuration) : IValidateOptions<SignInOptions>
{
    private const string Provider = $"{SignInOptions.Section}:OpenIdConnect";

    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var wrong = Check(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private IEnumerable<string> Check(SignInOptions options) =>
        Span(nameof(options.SessionIdle), options.SessionIdle, TimeSpan.FromMinutes(5), options.SessionLife)
            .Concat(Span(nameof(options.SessionLife), options.SessionLife, TimeSpan.FromMinutes(5), TimeSpan.FromDays(365)))
            .Concat(Span(nameof(options.InvitationLife), options.InvitationLife, TimeSpan.FromMinutes(5), TimeSpan.FromDays(14)))
            .Concat(options.OpenIdConnect is { } provider ? Check(provider) : []);

    private static IEnumerable<string> Span(string field, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            yield return $"{SignInOptions.Section}:{field} is {value:c}: choose {least:c} to {most:c} (days.hours:minutes:seconds).";
        }
    }

    private IEnumerable<string> Check(OpenIdConnectSettings provider)
    {
        if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return $"{Provider}:Authority must be the provider's https address, for example https://login.site.example/realms/staff (http only on this machine).";
        }

        if (string.IsNullOrWhiteSpace(provider.ClientId) || SecretSetting.IsPlaceholder(provider.ClientId))
        {
            yield return $"{Provider}:ClientId is missing: write the id under which this server is registered at the provider.";
        }

        if (provider.Name.Length is 0 or > 40)
        {
            yield return $"{Provider}:Name must have 1 to 40 characters.";
        }

        if (WhyNoSecret(provider.Secret()) is { } why)
        {
            yield return why;
        }
    }

    private string? WhyNoSecret(SecretSetting secret)
    {
        try
        {
            secret.Read();
            return secret.StandsInTheOpen((IConfigurationRoot)configuration) ? $"{secret.Path} stands in a settings file: move it into a file of its own that only this program may read, and name that in {secret.Path}File." : null;
        }
        catch (InvalidDataException wrong)
        {
            return wrong.Message;
        }
    }
}
