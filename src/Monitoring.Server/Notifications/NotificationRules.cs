using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MimeKit;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Notifications;

/// <summary>What the settings must obey. Finds everything that is wrong at once; each sentence names the setting and the remedy.</summary>
internal sealed partial class NotificationRules(IConfiguration configuration) : IValidateOptions<NotificationOptions>
{
    private const string At = NotificationOptions.Section;
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        string[] problems =
        [
            .. CheckPublicAddress(options.PublicAddress),
            .. CheckAuthorities(options.AuthoritiesFile),
            .. options.Email is { } email ? CheckEmail(email) : [],
            .. options.Telegram is { } telegram ? CheckTelegram(telegram) : [],
            .. options.Webhooks.SelectMany(w => CheckWebhook(w.Key, w.Value)),
            .. options.Secrets().SelectMany(CheckSecret),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> CheckPublicAddress(string? address)
    {
        if (address is not null && !(TryHttp(address, out var uri) && uri is { Query: "", Fragment: "", UserInfo: "" }))
        {
            yield return $"{At}:PublicAddress isn't an address that people can open: write it like https://monitoring.site.example/, without '?' and '#'.";
        }
    }

    private static IEnumerable<string> CheckAuthorities(string? file)
    {
        if (file is not null && TrustedAuthorities.WhyNot(file) is { } problem)
        {
            yield return $"{At}:AuthoritiesFile ({file}) can't be used: {problem} Give it certificates in PEM form.";
        }
    }

    private static IEnumerable<string> CheckEmail(EmailOptions email)
    {
        if (string.IsNullOrWhiteSpace(email.Host) || SecretSetting.IsPlaceholder(email.Host))
        {
            yield return $"{At}:Email:Host is missing: write the name of the mail server.";
        }
        else if (email.Security == EmailSecurity.None && !IsThisMachine(email.Host))
        {
            yield return $"{At}:Email:Security None would send passwords and messages in the clear: choose StartTls or Tls. None is for a mail server on this machine.";
        }

        if (!Enum.IsDefined(email.Security))
        {
            yield return $"{At}:Email:Security isn't one of StartTls, Tls, None.";
        }

        if (email.Port is < 1 or > 65_535)
        {
            yield return $"{At}:Email:Port must be from 1 to 65535; leave it out for the usual one.";
        }

        if (email.UserName is null ? email is { Password: not null } or { PasswordFile: not null } : SecretSetting.IsPlaceholder(email.UserName))
        {
            yield return $"{At}:Email:UserName is missing although there is a password: write the name to log in with, or take the password away.";
        }

        if (email.From is null || SecretSetting.IsPlaceholder(email.From) || !MailboxAddress.TryParse(email.From, out var from) || string.IsNullOrEmpty(from.Domain))
        {
            yield return $"{At}:Email:From isn't an e-mail address: write the sender, like alarm@site.example or Monitoring <alarm@site.example>.";
        }
    }

    private static IEnumerable<string> CheckTelegram(TelegramOptions telegram)
    {
        if (telegram.BaseAddress is { } address && !(TryHttp(address, out var uri) && IsSafe(uri)))
        {
            yield return $"{At}:Telegram:BaseAddress must begin with https:// (http:// only to this machine); leave it out for Telegram's own.";
        }
    }

    private static IEnumerable<string> CheckWebhook(string id, WebhookOptions webhook)
    {
        var at = $"{At}:Webhooks:{id}";
        if (!Id().IsMatch(id))
        {
            yield return $"{at}: '{id}' can't be named in a plan: use 1 to 64 of the characters a-z A-Z 0-9 _ and -.";
        }

        if (webhook.Address is null || !TryHttp(webhook.Address, out var uri) || !IsSafe(uri))
        {
            yield return $"{at}:Address must be a whole address that begins with https:// (http:// only to this machine).";
        }
        else if (uri.UserInfo.Length > 0)
        {
            yield return $"{at}:Address holds a user name or password, which would stand in the clear: take it out; the signature says that it is us.";
        }

        if (webhook.Timeout < TimeSpan.FromSeconds(1) || webhook.Timeout > AttemptLane.Within)
        {
            yield return $"{at}:Timeout must be from 00:00:01 to {AttemptLane.Within}.";
        }
    }

    private IEnumerable<string> CheckSecret(SecretSetting setting)
    {
        string? problem = null;
        try
        {
            var secret = setting.Read();
            if (setting.StandsInTheOpen((IConfigurationRoot)configuration))
            {
                var variable = setting.Path.Replace(":", "__", StringComparison.Ordinal);
                problem = $"{setting.Path} stands in a settings file: move it into a file of its own that only this program may read, named in {setting.Path}File, "
                    + $"or into the environment variable {variable}.";
            }
            else if (setting.Path.EndsWith(":Secret", StringComparison.Ordinal) && System.Text.Encoding.UTF8.GetByteCount(secret) < ShortestSecret)
            {
                problem = $"{setting.Path} is shorter than {ShortestSecret} bytes, so that it could be guessed: make one with 'openssl rand -hex 32'.";
            }
            else if (setting.Path.EndsWith(":Token", StringComparison.Ordinal) && !TelegramChannel.LooksLikeToken(secret))
            {
                problem = $"{setting.Path} isn't a bot's token: BotFather gives one like 123456:ABC-DEF….";
            }
        }
        catch (InvalidDataException wrong)
        {
            problem = wrong.Message;
        }

        return problem is null ? [] : [problem];
    }

    private static bool TryHttp(string address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static bool IsSafe(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback;

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>What a plan can name.</summary>
    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Id();
}
