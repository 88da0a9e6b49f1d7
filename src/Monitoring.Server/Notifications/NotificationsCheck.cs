using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Notifications;

/// <summary>At the start, says what isn't wrong enough to stop it: secrets that everybody may read, people whom the plan wants told in a way that this server hasn't.</summary>
internal sealed partial class NotificationsCheck(
    Plan plan, INoticeSender sender, IOptions<NotificationOptions> options, ILogger<NotificationsCheck> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var secret in options.Value.Secrets().Where(s => s.IsForAllToRead()))
        {
            LogForAllToRead(logger, secret.Path, secret.File!);
        }

        foreach (var facility in plan.Facilities)
        {
            var lacking = facility.People.SelectMany(p => p.Channels.Where(c => !CanBeTold(c)).Select(c => (Person: p.Id, Channel: NameOf(c))));
            foreach (var (people, channel) in lacking.GroupBy(l => l.Channel).Select(g => (g.Select(l => l.Person).Distinct(), g.Key)))
            {
                LogNotSetUp(logger, string.Join(", ", people), facility.Id, channel);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string NameOf(ContactPoint contact) => contact.Kind switch
    {
        ChannelKind.Email => "Email",
        ChannelKind.Telegram => "Telegram",
        _ => $"Webhooks:{contact.Address}",
    };

    private bool CanBeTold(ContactPoint contact) =>
        sender.IsSetUp(contact.Kind) && (contact.Kind != ChannelKind.Webhook || options.Value.Webhooks.ContainsKey(contact.Address));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Setting}: everybody on this machine may read {File}. Take the right away (chmod 600).")]
    private static partial void LogForAllToRead(ILogger logger, string setting, string file);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The plan wants {People} of {Facility} told by {Channel}, which this server hasn't: add Notifications:{Channel} to its settings, or nothing is sent there.")]
    private static partial void LogNotSetUp(ILogger logger, string people, string facility, string channel);
}
