using Monitoring.Domain.Escalation;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

/// <summary>Signed HTTP POSTs to the addresses of the settings, each by the id that a plan gives as a person's address.</summary>
internal sealed class WebhookChannel : NoticeChannel
{
    private readonly SortedDictionary<string, Webhook> webhooks;
    private readonly HttpClient http;

    public WebhookChannel(IReadOnlyDictionary<string, WebhookOptions> options, TrustedAuthorities authorities, TimeProvider time)
    {
        http = new HttpClient(OutwardHttp.CreateHandler(authorities)) { Timeout = Timeout.InfiniteTimeSpan };
        webhooks = new SortedDictionary<string, Webhook>(
            options.ToDictionary(o => o.Key, o => new Webhook(o.Value, NotificationSecrets.Secret(o.Key, o.Value).Read(), http, authorities, time)),
            StringComparer.OrdinalIgnoreCase);
    }

    public override async Task<SendResult> SendAsync(Notice notice, CancellationToken cancellation) =>
        webhooks.TryGetValue(notice.Address, out var webhook)
            ? await webhook.PostAsync(notice, cancellation)
            : new SendResult(SendStatus.Refused, AnswerText.Clean(
                $"There is no webhook '{notice.Address}' in Notifications:Webhooks, but {string.Join(", ", webhooks.Keys)}. Add it there, or correct the plan."));

    public override async Task<SendResult> ProbeAsync(CancellationToken cancellation)
    {
        var probes = await Task.WhenAll(webhooks.Select(async w => (w.Key, Result: await w.Value.ConnectAsync(cancellation))));
        var failed = probes.Where(p => p.Result.Status != SendStatus.Taken).ToArray();
        return failed.Length == 0
            ? new SendResult(SendStatus.Taken, $"{string.Join(", ", webhooks.Keys)}: connected.")
            : new SendResult(SendStatus.Failed, AnswerText.Clean(string.Join(' ', failed.Select(p => $"{p.Key}: {p.Result.Answer}"))));
    }

    public override void Dispose() => http.Dispose();
}
