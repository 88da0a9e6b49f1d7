using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Wire;
using Monitoring.Ingest.Rejects;
using Monitoring.Tests.Areas;

namespace Monitoring.Tests.Ingest;

public sealed class RejectLogTests : IDisposable
{
    private static readonly Plan Plan = new("plan-1", [SomeKitchen.Plan.Facilities[0], SomeKitchen.Plan.Facilities[0] with { Id = "poso" }]);

    private readonly string directory = Directory.CreateTempSubdirectory("rejects-").FullName;
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(SomeKitchen.Noon));

    [Fact]
    public void The_same_trouble_is_one_line_with_a_count_and_the_latest_sample()
    {
        using var log = Open();
        Add(log, "v1/palu/kitchen/fryer-1/oil_temp", "first");
        time.Advance(TimeSpan.FromMinutes(1));
        Add(log, "v1/palu/kitchen/fryer-1/oil_temp", "sec\u0001ond\u202e");
        var reject = Assert.Single(log.Snapshot());
        Assert.Equal((2, "palu", "sec\ufffdond\ufffd"), (reject.Count, reject.Facility, reject.Sample));
        Assert.Equal((SomeKitchen.Noon, SomeKitchen.Noon + 60_000), (reject.FirstAt, reject.LastAt));
        Assert.NotEmpty(reject.Remedy);
    }

    [Fact]
    public void A_flood_from_one_facility_pushes_out_none_of_another()
    {
        using var log = Open();
        Add(log, "v1/poso/kitchen/fryer-1/oil", "quiet");
        for (var i = 0; i < 100_000; i++)
        {
            Add(log, $"v1/palu/kitchen/fryer-{i % 1_000}/unknown-{i}", "loud");
        }

        var kept = log.Snapshot();
        Assert.Equal(251, kept.Length);
        Assert.Equal("quiet", Assert.Single(kept, r => r.Facility == "poso").Sample);
        Assert.Contains(kept, r => r.Topic.EndsWith("unknown-99999", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flood_from_one_device_pushes_out_none_of_its_neighbours_and_is_counted_to_the_last()
    {
        using var log = Open();
        Add(log, "v1/palu/kitchen/fridge/unknown", "quiet");
        for (var i = 0; i < 100_000; i++)
        {
            Add(log, $"v1/palu/kitchen/fryer-1/unknown-{i}", $"loud {i}");
        }

        var kept = log.Snapshot();
        Assert.Equal(100_000, kept.Where(r => r.Topic.StartsWith("v1/palu/kitchen/fryer-1/", StringComparison.Ordinal)).Sum(r => r.Count));
        Assert.Equal(52, kept.Length);
        Assert.Single(kept, r => r.Sample == "quiet");
        var others = Assert.Single(kept, r => r.Topic == "v1/palu/kitchen/fryer-1/…");
        Assert.Equal(("loud 99999", 99_950), (others.Sample, others.Count));
    }

    [Fact]
    public void What_a_device_sends_to_others_topics_stands_under_its_own_facility()
    {
        using var log = Open();
        log.Add("v1/palu/kitchen/fryer-1/oil_temp", RejectReason.NotYourTopic, new ReadOnlySequence<byte>([1]), "v1/poso/kitchen/fryer-1");
        Assert.Equal(("poso", "v1/poso/kitchen/fryer-1"), (log.Snapshot()[0].Facility, log.Snapshot()[0].From));
    }

    [Fact]
    public void A_long_topic_and_payload_are_cut()
    {
        using var log = Open();
        Add(log, new string('x', 65_535), new string('y', 100_000));
        var reject = Assert.Single(log.Snapshot());
        Assert.Equal((256, 256), (reject.Topic.Length, reject.Sample.Length));
    }

    [Fact]
    public async Task What_was_set_aside_is_still_known_after_a_restart()
    {
        using (var before = Open())
        {
            await before.StartAsync(TestContext.Current.CancellationToken);
            Add(before, "v1/palu/kitchen/fryer-1/oil_temp", "bad");
            await before.StopAsync(TestContext.Current.CancellationToken);
        }

        using var after = Open();
        Add(after, "v1/palu/kitchen/fryer-1/oil_temp", "worse");
        Assert.Equal(2, Assert.Single(after.Snapshot()).Count);
    }

    [Fact]
    public void A_file_that_cannot_be_read_stops_nothing()
    {
        File.WriteAllText(Path.Combine(directory, "rejects.json"), "[{");
        using var log = Open();
        Assert.Empty(log.Snapshot());
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static void Add(RejectLog log, string topic, string payload) => log.Add(topic, RejectReason.NotJson, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)));

    private RejectLog Open() => new(new TopicTable(Plan), Options.Create(new DataOptions { Directory = directory }), time, NullLogger<RejectLog>.Instance);
}
