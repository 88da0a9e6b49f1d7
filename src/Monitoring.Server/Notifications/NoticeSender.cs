using Microsoft.Extensions.Options;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

/// <summary>Brings each notice to its channel, and commands to sirens.</summary>
internal sealed class NoticeSender : INoticeSender, IDisposable
{
    private readonly Dictionary<ChannelKind, (NoticeChannel Channel, AttemptLane Lane)> channels = [];
    private readonly IDeviceCommands sirens;
    private readonly AttemptLane sirenLane;

    public NoticeSender(IOptions<NotificationOptions> options, IDeviceCommands sirens, TimeProvider time, ILogger<NoticeSender> logger)
    {
        var settings = options.Value;
        var authorities = new TrustedAuthorities(settings.AuthoritiesFile);
        this.sirens = sirens;
        sirenLane = new AttemptLane("siren", time, logger);
        if (settings.Email is { } email)
        {
            Add(ChannelKind.Email, new EmailChannel(email, settings.Password()?.Read(), authorities, time));
        }

        if (settings.Telegram is { } telegram)
        {
            Add(ChannelKind.Telegram, new TelegramChannel(telegram, settings.Token()!.Read(), authorities));
        }

        if (settings.Webhooks.Count > 0)
        {
            Add(ChannelKind.Webhook, new WebhookChannel(settings.Webhooks, authorities, time));
        }

        void Add(ChannelKind kind, NoticeChannel channel) => channels.Add(kind, (channel, new AttemptLane(NameOf(kind), time, logger)));
    }

    public bool IsSetUp(ChannelKind channel) => channels.ContainsKey(channel);

    public Task<SendResult> SendAsync(Notice notice, CancellationToken cancellation) =>
        RunAsync(notice.Channel, "send", (channel, ending) => channel.SendAsync(notice, ending), cancellation);

    public Task<SendResult> ProbeAsync(ChannelKind channel, CancellationToken cancellation) =>
        RunAsync(channel, "probe", (way, ending) => way.ProbeAsync(ending), cancellation);

    public Task<SendResult> SwitchAsync(string topic, bool on, CancellationToken cancellation) =>
        sirenLane.RunAsync("switch", ending => sirens.PublishAsync(topic, on ? "ON" : "OFF", ending), cancellation);

    public void Dispose()
    {
        sirenLane.Dispose();
        foreach (var (channel, lane) in channels.Values)
        {
            channel.Dispose();
            lane.Dispose();
        }
    }

    private static string NameOf(ChannelKind kind) => kind switch { ChannelKind.Email => "e-mail", ChannelKind.Telegram => "Telegram", _ => "webhook" };

    private Task<SendResult> RunAsync(
        ChannelKind kind, string act, Func<NoticeChannel, CancellationToken, Task<SendResult>> attempt, CancellationToken cancellation) =>
        channels.TryGetValue(kind, out var way)
            ? way.Lane.RunAsync(act, ending => attempt(way.Channel, ending), cancellation)
            : Task.FromResult(new SendResult(
                SendStatus.Refused, $"Telling people by {NameOf(kind)} isn't set up on this server: see {NotificationOptions.Section} in its settings."));
}
