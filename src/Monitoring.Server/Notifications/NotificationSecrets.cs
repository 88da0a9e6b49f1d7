using Monitoring.Grains.Settings;

namespace Monitoring.Server.Notifications;

/// <summary>Which secrets the settings ask for.</summary>
internal static class NotificationSecrets
{
    public static SecretSetting? Password(this NotificationOptions options) =>
        options.Email is { UserName: not null } or { Password: not null } or { PasswordFile: not null }
            ? new($"{NotificationOptions.Section}:Email:Password", options.Email.PasswordFile, options.Email.Password)
            : null;

    public static SecretSetting? Token(this NotificationOptions options) =>
        options.Telegram is { } telegram ? new($"{NotificationOptions.Section}:Telegram:Token", telegram.TokenFile, telegram.Token) : null;

    public static SecretSetting Secret(string webhook, WebhookOptions options) =>
        new($"{NotificationOptions.Section}:Webhooks:{webhook}:Secret", options.SecretFile, options.Secret);

    public static IEnumerable<SecretSetting> Secrets(this NotificationOptions options) =>
        new[] { options.Password(), options.Token() }.OfType<SecretSetting>().Concat(options.Webhooks.Select(w => Secret(w.Key, w.Value)));
}
