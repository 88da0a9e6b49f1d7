using Monitoring.Domain.Devices;

namespace Monitoring.Grains.Ports;

/// <summary>Who is connected to this process's own broker. Behind an external broker nobody is, as far as we can see.</summary>
public interface IDeviceConnections
{
    DeviceContact Find(DeviceAddress device);
}

/// <param name="Since">When the newest of its connections began; null: it has none.</param>
/// <param name="From">The address that it comes from, without port; null: not connected.</param>
/// <param name="Refusals">How often, since this process started, it was refused: a wrong sign-in under its name, a topic that isn't its own, a connection too many.</param>
public sealed record DeviceContact(DateTimeOffset? Since, string? From, long Refusals)
{
    public bool Connected => Since is not null;
}
