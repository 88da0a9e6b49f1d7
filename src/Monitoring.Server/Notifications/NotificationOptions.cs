namespace Monitoring.Server.Notifications;

/// <summary>
/// Section <c>Notifications</c>: the ways to people. A channel whose section isn't there isn't set up. <see cref="NotificationRules"/> says what is wrong and stops the
/// start.
/// </summary>
internal sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Where people reach the dashboard; the links in messages begin with it. Null: this machine's own name for itself.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>PEM file with certificates of one's own authorities, which e-mail and webhooks trust beside the system's; null: none.</summary>
    public string? AuthoritiesFile { get; set; }

    public EmailOptions? Email { get; set; }

    public TelegramOptions? Telegram { get; set; }

    /// <summary>By the id that a person's channel names in the plan.</summary>
    public Dictionary<string, WebhookOptions> Webhooks { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

internal enum EmailSecurity
{
    /// <summary>Begins in the clear and must turn to TLS before anything is said; port 587 by default.</summary>
    StartTls,

    /// <summary>TLS from the first byte; port 465 by default.</summary>
    Tls,

    /// <summary>No encryption, to a mail server on this machine only; port 25 by default.</summary>
    None,
}

internal sealed class EmailOptions
{
    public string? Host { get; set; }

    public int? Port { get; set; }

    public EmailSecurity Security { get; set; }

    /// <summary>Null: no login.</summary>
    public string? UserName { get; set; }

    public string? PasswordFile { get; set; }

    /// <summary>From the environment only.</summary>
    public string? Password { get; set; }

    /// <summary><c>alarm@site.example</c> or <c>Monitoring Palu &lt;alarm@site.example&gt;</c>.</summary>
    public string? From { get; set; }

    public int EffectivePort => Port ?? Security switch { EmailSecurity.StartTls => 587, EmailSecurity.Tls => 465, _ => 25 };
}

internal sealed class TelegramOptions
{
    public string? TokenFile { get; set; }

    /// <summary>From the environment only.</summary>
    public string? Token { get; set; }

    /// <summary>For a Bot API server of one's own; a path is ignored. Null: Telegram's.</summary>
    public string? BaseAddress { get; set; }
}

internal sealed class WebhookOptions
{
    public string? Address { get; set; }

    public string? SecretFile { get; set; }

    /// <summary>From the environment only.</summary>
    public string? Secret { get; set; }

    /// <summary>1 to 30 s; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
