namespace Monitoring.Grains.Ports;

/// <summary>From us to a device over MQTT: through this process's own broker, or as a client of the external one.</summary>
public interface IDeviceCommands
{
    /// <summary>
    /// Publishes a text retained, at QoS 1. The embedded broker forgets what it retains when it stops, so that whoever sets a state says it again after a start
    /// and every few minutes. Doesn't throw, except when cancelled.
    /// </summary>
    Task<SendResult> PublishAsync(string topic, string text, CancellationToken cancellation);
}
