using Monitoring.Domain.Devices;

namespace Monitoring.Grains.Ports;

/// <summary>Which devices may connect.</summary>
public interface IDeviceRegistry
{
    /// <summary>At most 2 s old, also when another process made the change.</summary>
    DeviceRoster Current { get; }

    /// <summary>There is a new <see cref="Current"/>. Raised on a thread of the pool; a handler that throws is logged.</summary>
    event Action? Changed;
}
