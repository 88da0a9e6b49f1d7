using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Wire;
using Monitoring.Ingest.Mqtt;
using Monitoring.Ingest.Rejects;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Ingest;

public sealed class LineLimitsTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("lines-").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly RejectLog rejects;

    /// <summary>Completes when all connections end.</summary>
    private readonly TaskCompletionSource ends = new();
    private readonly List<Task> lines = [];

    public LineLimitsTests() => rejects = new RejectLog(
        new TopicTable(SomeKitchen.Plan), Options.Create(new DataOptions { Directory = directory }), time, NullLogger<RejectLog>.Instance);

    [Fact]
    public async Task One_address_has_a_tenth_of_the_places_and_leaves_the_others_to_others()
    {
        var limits = Limits(new MqttOptions { MaximumConnections = 100, ConnectionsPerSecond = 10_000 });
        Assert.Equal(10, Come(limits, "10.0.0.7", 50));
        Assert.Equal(10, Come(limits, "::ffff:10.0.0.8", 50));
        Assert.Equal(0, Come(limits, "10.0.0.8", 50));
        Assert.Equal(130, Assert.Single(rejects.Snapshot(), r => r.Reason == RejectReason.TooManyConnections).Count);
        ends.SetResult();
        await Task.WhenAll(lines);
        Assert.Equal(50, Come(limits, "10.0.0.7", 50));
    }

    [Fact]
    public void One_address_has_a_tenth_of_the_new_connections_and_however_often_it_knocks_it_takes_none_of_the_others()
    {
        ends.SetResult();
        var limits = Limits(new MqttOptions { ConnectionsPerSecond = 100 });
        Assert.Equal(40, Come(limits, "10.0.0.7", 10_000));
        Assert.Equal(40, Come(limits, "10.0.0.8", 1_000));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Come(limits, "10.0.0.7", 1_000));
    }

    [Fact]
    public void Gateways_on_this_machine_share_all_of_it()
    {
        var limits = Limits(new MqttOptions { MaximumConnections = 100, ConnectionsPerSecond = 10_000 });
        Assert.Equal(100, Come(limits, "127.0.0.1", 150));
    }

    [Fact]
    public void However_many_addresses_come_so_many_are_remembered_and_the_busy_ones_first()
    {
        var shares = new AddressShares(10, 0.001, 5, time);
        Assert.Equal(5, Enumerable.Range(0, 9).Count(_ => Knock("10.0.0.7")));
        for (var i = 0; i < 100_000; i++)
        {
            Assert.True(Knock($"11.{i >> 16}.{(i >> 8) & 255}.{i & 255}"));
            if (i % 1_000 == 0)
            {
                Assert.False(Knock("10.0.0.7"));
            }
        }

        Assert.Equal(AddressShares.Most, shares.Count);

        bool Knock(string address)
        {
            var isIn = shares.TryEnter(address);
            if (isIn)
            {
                shares.Leave(address);
            }

            return isIn;
        }
    }

    public void Dispose()
    {
        rejects.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private LineLimits Limits(MqttOptions options) => new(Options.Create(options), rejects, time);

    /// <returns>So many of them were let in.</returns>
    private int Come(LineLimits limits, string address, int times)
    {
        var admitted = 0;
        var door = limits.Admit(_ =>
        {
            admitted++;
            return ends.Task;
        });
        for (var i = 0; i < times; i++)
        {
            lines.Add(door(new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1883) }));
        }

        return admitted;
    }
}
