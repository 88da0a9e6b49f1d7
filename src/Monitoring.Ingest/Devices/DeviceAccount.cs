using Monitoring.Domain.Devices;
using Monitoring.Ingest.Mqtt;

namespace Monitoring.Ingest.Devices;

/// <summary>One device on the embedded broker: its connections, what it may send, and how often it was refused. Safe to use from any thread.</summary>
internal sealed class DeviceAccount(DeviceAddress address, TokenBucket messages, TokenBucket complaints)
{
    private readonly Lock gate = new();

    /// <summary>The oldest first.</summary>
    private readonly List<DeviceConnection> connections = [];
    private long refusals;

    public DeviceAddress Address { get; } = address;

    /// <summary>All its connections draw from it.</summary>
    public TokenBucket Messages { get; } = messages;

    /// <summary>Is it time to say again that it is slowed down?</summary>
    public bool MayComplain => complaints.TryTake();

    public long Refusals => Volatile.Read(ref refusals);

    /// <summary>The newest; null: there is none.</summary>
    public DeviceConnection? Newest
    {
        get
        {
            lock (gate)
            {
                return connections.Count > 0 ? connections[^1] : null;
            }
        }
    }

    public DeviceConnection[] Connections
    {
        get
        {
            lock (gate)
            {
                return [.. connections];
            }
        }
    }

    public void Refuse() => Interlocked.Increment(ref refusals);

    /// <summary>Takes a connection in.</summary>
    /// <param name="most">So many at once; the session that it takes over doesn't count.</param>
    /// <returns>The oldest, which has to go: a device that lost its line comes back before the old one is noticed to be dead.</returns>
    public DeviceConnection? Add(DeviceConnection connection, int most)
    {
        lock (gate)
        {
            connections.Add(connection);
            var others = connections.Where(c => c.SessionId != connection.SessionId && !c.IsEnding).ToList();
            return others.Count >= most ? others[0] : null;
        }
    }

    /// <summary>Has a newer connection the name of its session?</summary>
    public bool IsTakenOver(DeviceConnection connection)
    {
        lock (gate)
        {
            return connections.FindLast(c => c.SessionId == connection.SessionId) is { } holder && holder != connection;
        }
    }

    public void Remove(DeviceConnection connection)
    {
        lock (gate)
        {
            connections.Remove(connection);
        }
    }
}
