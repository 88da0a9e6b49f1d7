using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using Monitoring.Grains;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;
using Monitoring.Tests.Areas;
using Monitoring.Tests.Records.Alarms;
using Orleans.TestingHost;

namespace Monitoring.Tests.Grains;

/// <summary>A facility that tells its people, in a real cluster with a real record book, and a way to people that a test can break.</summary>
public sealed class FacilityGrainTests : IAsyncDisposable
{
    private static readonly Plan Plan = new("plan-people", [SomeKitchen.Plan.Facilities[0] with
    {
        People =
        [
            new Person("sari", "Sari", Role.Supervisor, Language.English, [], [new ContactPoint(ChannelKind.Email, "sari@site.example")]),
            new Person("budi", "Budi", Role.FacilityHead, Language.Indonesian, [], [new ContactPoint(ChannelKind.Telegram, "1")]),
        ],
    }]);

    private readonly RecordsFolder folder = new();
    private readonly OpenBook book;
    private readonly Sender sender = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(SomeKitchen.Noon));
    private readonly InProcessTestCluster cluster;

    public FacilityGrainTests()
    {
        book = folder.Open();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.ConfigureServices(services =>
        {
            services.AddSingleton(Plan).AddSingleton<IAlarmRecords>(book).AddSingleton<INoticeRecords>(book.Notices).AddSingleton<INoticeSender>(sender);
            services.AddSingleton(new PublicAddress(new Uri("https://monitoring.site.example/")));
            services.AddKeyedSingleton<TimeProvider>("Orleans.Grains", time);
            services.AddGrains();
        }));
        cluster = builder.Build();
    }

    private IKitchenGrain Kitchen => cluster.Client.GetGrain<IKitchenGrain>("palu/kitchen");

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        book.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_fire_is_told_to_the_supervisor_at_once_and_to_the_head_when_nobody_acknowledges()
    {
        await cluster.DeployAsync(TestContext.Current.CancellationToken);
        await BurnAsync();
        await UntilAsync(() => sender.Sent.Any(n => n.Person == "sari"));
        var notice = sender.Sent.First(n => n.Person == "sari");
        Assert.Contains("200", notice.Body, StringComparison.Ordinal);
        Assert.Contains("https://monitoring.site.example/", notice.Body, StringComparison.Ordinal);

        await UntilAsync(() => sender.Sent.Any(n => n.Person == "budi" && n.Alarms.Any(a => a.Contains("fire", StringComparison.Ordinal))));

        // There is no shift lead: the head is told in the shift lead's time, two minutes after the alarm of the sixth second.
        Assert.InRange(time.GetUtcNow().ToUnixTimeMilliseconds() - SomeKitchen.Noon, 126_000, 156_000);
        await UntilAsync(async () => (await LogAsync()).Count(d => d.Outcome == DeliveryOutcome.Delivered) >= 2);
        Assert.Contains(await LogAsync(), d => d.Outcome == DeliveryOutcome.Begun && d.Notice.Id == notice.Id);
    }

    [Fact]
    public async Task Nothing_is_told_twice_after_a_restart()
    {
        await cluster.DeployAsync(TestContext.Current.CancellationToken);
        await BurnAsync();
        await UntilAsync(async () => (await LogAsync()).Any(d => d.Outcome == DeliveryOutcome.Delivered));
        var before = sender.Sent.Count;

        await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero, TestContext.Current.CancellationToken);
        for (var second = 0; second < 40; second++)
        {
            await StepAsync();
        }

        Assert.Equal(before, sender.Sent.Count(n => n.Alarms.Any(a => a.Contains("fire", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_dead_channel_is_an_alarm_of_its_own_that_is_told_on_another()
    {
        sender.Dead.Add(ChannelKind.Email);
        await cluster.DeployAsync(TestContext.Current.CancellationToken);
        await BurnAsync();
        await UntilAsync(() => sender.Sent.Any(n => n.Person == "budi" && n.Alarms.Any(a => a.StartsWith("palu.system.channels.email.dead", StringComparison.Ordinal))));
        Assert.Contains(await LogAsync(), d => d is { Outcome: DeliveryOutcome.Failed, Notice.Channel: ChannelKind.Email });
        Assert.DoesNotContain(sender.Sent, n => n.Channel == ChannelKind.Email && n.Alarms.Any(a => a.StartsWith("palu.system", StringComparison.Ordinal)));
    }

    private async Task BurnAsync()
    {
        for (var second = 0; second < 6; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await ReadAsync();
        }
    }

    private Task<bool> ReadAsync() => Kitchen.Ingest(
        new ReadingBatch(Plan.Version, "", 0, time.GetUtcNow().Ticks, [new Reading(SomeKitchen.OilTemperature, time.GetUtcNow().ToUnixTimeMilliseconds(), 210)], []));

    private async Task StepAsync()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        await ReadAsync();
        await cluster.Client.GetGrain<ISystemGrain>("palu/system").KeepAwake();
        await cluster.Client.GetGrain<IFacilityGrain>("palu").GetOverview();
    }

    private Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private Task UntilAsync(Func<Task<bool>> condition) => KitchenCluster.Until(async () =>
    {
        if (await condition())
        {
            return true;
        }

        await StepAsync();
        return false;
    });

    private async Task<ImmutableArray<Delivery>> LogAsync() =>
        [.. (await book.Notices.QueryAsync(new DeliveryQuery("palu", null, null, null, null, 1_000), TestContext.Current.CancellationToken)).Entries.Select(e => e.Delivery)];

    private sealed class Sender : INoticeSender
    {
        public ConcurrentQueue<Notice> Sent { get; } = new();

        public HashSet<ChannelKind> Dead { get; } = [];

        public bool IsSetUp(ChannelKind channel) => true;

        public Task<SendResult> SendAsync(Notice notice, CancellationToken cancellation)
        {
            if (Dead.Contains(notice.Channel))
            {
                return Task.FromResult(new SendResult(SendStatus.Failed, "connection refused"));
            }

            Sent.Enqueue(notice);
            return Task.FromResult(new SendResult(SendStatus.Taken, "250 OK"));
        }

        public Task<SendResult> ProbeAsync(ChannelKind channel, CancellationToken cancellation) =>
            Task.FromResult(Dead.Contains(channel) ? new SendResult(SendStatus.Failed, "connection refused") : new SendResult(SendStatus.Taken, "alive"));

        public Task<SendResult> SwitchAsync(string topic, bool on, CancellationToken cancellation) => Task.FromResult(new SendResult(SendStatus.Taken, ""));
    }
}
