using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Devices;
using Monitoring.Grains.Ports;
using Monitoring.Ingest.Mqtt;

namespace Monitoring.Ingest.Devices;

/// <summary>Every registered device that was ever seen by this process's broker: as many as are registered, however many come.</summary>
internal sealed class DeviceConnections(IOptions<MqttOptions> options, TimeProvider time) : IDeviceConnections
{
    private const double ComplaintsPerSecond = 1.0 / 60;

    private readonly ConcurrentDictionary<DeviceAddress, DeviceAccount> accounts = [];

    public DeviceContact Find(DeviceAddress device)
    {
        var account = accounts.GetValueOrDefault(device);
        var newest = account?.Newest;
        return new DeviceContact(newest?.Since, newest?.From, account?.Refusals ?? 0);
    }

    /// <param name="device">A registered one.</param>
    public DeviceAccount Of(DeviceAddress device) => accounts.GetOrAdd(
        device, d => new DeviceAccount(d, new TokenBucket(options.Value.MessagesPerSecond, options.Value.MessagesAtOnce, time), new TokenBucket(ComplaintsPerSecond, 1, time)));

    /// <summary>Connections whose credentials aren't in force any more.</summary>
    public IEnumerable<DeviceConnection> Outdated(DeviceRoster roster) =>
        accounts.Values.SelectMany(a => a.Connections).Where(c => !c.IsInForce(roster));
}
