using Microsoft.Extensions.Options;
using Monitoring.Domain.Wire;

namespace Monitoring.Ingest.Mqtt;

/// <summary>Slows down who sends too fast. The line isn't read meanwhile: its sender notices that and waits, others don't, and nothing is lost.</summary>
internal sealed class Pace(Intake intake, IOptions<MqttOptions> options, TimeProvider time)
{
    /// <summary>Completes when it is the turn of the connection's next messages: at once, unless its device has sent too many.</summary>
    /// <param name="messages">So many, at least 1.</param>
    /// <param name="cancellation">The connection has ended.</param>
    public Task TakeAsync(DeviceConnection connection, int messages, CancellationToken cancellation)
    {
        var wait = TimeSpan.Zero;
        for (var i = 0; i < messages; i++)
        {
            wait = connection.Account?.Messages.Take() ?? TimeSpan.Zero;
        }

        return wait == TimeSpan.Zero ? Task.CompletedTask : WaitAsync(connection, wait, cancellation);
    }

    private Task WaitAsync(DeviceConnection connection, TimeSpan wait, CancellationToken cancellation)
    {
        IngestMetrics.Slowed.Add(1);
        if (connection.Account!.MayComplain)
        {
            connection.Account.Refuse();
            intake.Note(connection.Topic!, RejectReason.TooManyMessages, $"slowed down to {options.Value.MessagesPerSecond} messages a second", connection.Topic);
        }

        return Task.Delay(wait, time, cancellation);
    }
}
