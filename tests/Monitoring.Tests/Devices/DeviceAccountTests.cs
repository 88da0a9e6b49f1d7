using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Mqtt;
using Monitoring.Tests.Ingest;

namespace Monitoring.Tests.Devices;

public sealed class DeviceAccountTests
{
    private readonly DeviceAccount account;

    public DeviceAccountTests()
    {
        var time = new FakeTimeProvider();
        account = new DeviceAccount(SomeDevices.Address("palu/kitchen/fryer-1"), new TokenBucket(1, 1, time), new TokenBucket(1, 1, time));
    }

    [Fact]
    public void A_session_belongs_to_the_connection_that_came_last_under_its_name_also_when_the_one_before_has_gone()
    {
        var (before, other, after) = (Connect("fryer"), Connect("other"), Connect("fryer"));
        Assert.True(account.IsTakenOver(before));
        Assert.False(account.IsTakenOver(other));
        Assert.False(account.IsTakenOver(after));
        account.Remove(before);
        Assert.True(account.IsTakenOver(before));
        account.Remove(after);
        Assert.False(account.IsTakenOver(before));
    }

    private DeviceConnection Connect(string session)
    {
        var connection = new DeviceConnection(null!, new DefaultConnectionContext(), DateTimeOffset.UnixEpoch) { SessionId = session };
        account.Add(connection, 10);
        return connection;
    }
}
