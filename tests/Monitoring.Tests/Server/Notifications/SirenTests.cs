using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Areas;
using Monitoring.Tests.Ingest;

namespace Monitoring.Tests.Server.Notifications;

public sealed class SirenTests
{
    private const string Topic = "sirens/palu/kitchen";

    [Fact]
    public async Task A_siren_hears_on_and_off_through_our_own_broker()
    {
        await using var broker = await IngestHost.StartAsync(plan: PlanWithSiren);
        await using var sender = new SomeSender { Plan = PlanWithSiren, Sirens = broker.Commands };
        using var siren = await SirenDevice.ConnectAsync(broker.Port, Topic);
        Assert.Equal(SendStatus.Taken, (await sender.Sender.SwitchAsync(Topic, true, SomeSender.Cancellation)).Status);
        await Device.Until(() => siren.Heard.SequenceEqual(["ON"]), "on");
        Assert.Equal(SendStatus.Taken, (await sender.Sender.SwitchAsync(Topic, false, SomeSender.Cancellation)).Status);
        await Device.Until(() => siren.Heard.SequenceEqual(["ON", "OFF"]), "off");
    }

    [Fact]
    public async Task A_broker_that_does_not_run_is_a_failure_that_is_tried_again()
    {
        await using var sender = new SomeSender { Plan = PlanWithSiren };
        var result = await sender.Sender.SwitchAsync(Topic, true, SomeSender.Cancellation);
        Assert.Equal(SendStatus.Failed, result.Status);
        Assert.Contains("isn't running", result.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sirens/#")]
    [InlineData("sirens/+/kitchen")]
    [InlineData("")]
    public async Task What_is_no_topic_is_refused(string topic)
    {
        await using var broker = await IngestHost.StartAsync(plan: PlanWithSiren);
        await using var sender = new SomeSender { Plan = PlanWithSiren, Sirens = broker.Commands };
        var result = await sender.Sender.SwitchAsync(topic, true, SomeSender.Cancellation);
        Assert.Equal(SendStatus.Refused, result.Status);
        Assert.Contains("Correct the siren's topic in the plan", result.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_attempt_is_counted_and_none_stays_under_way()
    {
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name.StartsWith("monitoring.notices.", StringComparison.Ordinal))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Add(count, tags));
        listener.SetMeasurementEventCallback<int>((_, count, tags, _) => Add(count, tags));
        listener.Start();
        await using var broker = await IngestHost.StartAsync(plan: PlanWithSiren);
        await using var sender = new SomeSender { Plan = PlanWithSiren, Sirens = broker.Commands };
        await sender.Sender.SwitchAsync(Topic, true, SomeSender.Cancellation);
        await sender.Sender.SwitchAsync("#", true, SomeSender.Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.Sender.SwitchAsync(Topic, true, new CancellationToken(canceled: true)));
        Assert.Equal(
            [("siren", 0), ("siren switch Cancelled", 1), ("siren switch Refused", 1), ("siren switch Taken", 1)],
            counted.Where(c => c.Key.StartsWith("siren", StringComparison.Ordinal)).Select(c => (c.Key, c.Value)).OrderBy(c => c.Key, StringComparer.Ordinal));

        void Add(long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var names = new string[tags.Length];
            for (var i = 0; i < tags.Length; i++)
            {
                names[i] = $"{tags[i].Value}";
            }

            counted.AddOrUpdate(string.Join(' ', names), count, (_, before) => before + count);
        }
    }

    private static Plan PlanWithSiren { get; } = new("plan-siren",
        [SomeKitchen.Plan.Facilities[0] with { Escalation = EscalationPolicy.Default with { Sirens = [new Siren("kitchen", Topic, Priority.High, []) { Device = "kitchen/fryer-1" }] } }]);
}
