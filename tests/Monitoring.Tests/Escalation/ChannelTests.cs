using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using static Monitoring.Tests.Escalation.SomeFacility;

namespace Monitoring.Tests.Escalation;

/// <summary>Dead channels, and sirens.</summary>
public sealed class ChannelTests
{
    private const string EmailDead = "palu.system.channels.email.dead.1";

    private static readonly Siren Lamp = new("lamp", "palu/lamp", Priority.Medium, ["kitchen"]);

    [Fact]
    public void A_channel_is_alive_when_it_has_worked_and_dead_after_three_failures_in_a_row()
    {
        var facility = new SomeFacility(Plan(Sari));
        Assert.Null(facility.Escalator.Channels.IsAlive(ChannelKind.Email));
        Assert.True(facility.Raises(Oil).Escalator.Channels.IsAlive(ChannelKind.Email));

        facility.Outcome = _ => (DeliveryOutcome.Failed, null);
        Assert.True(facility.Raises(Cold).RunsSeconds(34).Escalator.Channels.IsAlive(ChannelKind.Email));
        Assert.False(facility.RunsSeconds(1).Escalator.Channels.IsAlive(ChannelKind.Email));
        Assert.False(facility.Restarts().Escalator.Channels.IsAlive(ChannelKind.Email));

        facility.Outcome = _ => (DeliveryOutcome.Delivered, null);
        Assert.True(facility.Runs(2).Escalator.Channels.IsAlive(ChannelKind.Email));
    }

    [Fact]
    public void An_address_that_is_refused_says_nothing_against_the_channel()
    {
        var facility = new SomeFacility(Plan(Sari)) { Outcome = _ => (DeliveryOutcome.GivenUp, null) }.RaisesMany(10);
        Assert.Null(facility.Escalator.Channels.IsAlive(ChannelKind.Email));
    }

    [Fact]
    public void What_is_not_used_for_ten_minutes_is_probed_and_what_fails_every_minute()
    {
        var channels = new SomeFacility(Plan(Sari)).Escalator.Channels;
        Assert.Equal([ChannelKind.Email], channels.BeginProbes(Start));
        Assert.Empty(channels.BeginProbes(Start + 3_600_000));
        channels.EndProbe(ChannelKind.Email, true, "hello", Start);
        Assert.Empty(channels.BeginProbes(Start + 599_999));

        for (var time = Start + 600_000; time < Start + 780_000; time += 60_000)
        {
            Assert.True(channels.IsAlive(ChannelKind.Email));
            Assert.Equal([ChannelKind.Email], channels.BeginProbes(time));
            channels.EndProbe(ChannelKind.Email, false, "connection refused", time);
            Assert.Empty(channels.BeginProbes(time + 59_999));
        }

        Assert.Equal((false, "connection refused"), (channels.IsAlive(ChannelKind.Email), channels.AnswerOf(ChannelKind.Email)));
    }

    [Fact]
    public void A_dead_channels_alarm_is_told_on_the_others()
    {
        var facility = new SomeFacility().Raises(EmailDead, Priority.High).Runs(20);
        Assert.Equal(["0 dewi Telegram", "2 budi Telegram", "5 regional Webhook"], facility.Story);
        Assert.Contains("E-mail tidak dapat dikirim", facility.Begun[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_facility_has_a_signal_for_each_channel_of_its_people_and_none_without_people()
    {
        var area = SystemArea.AddTo(Plan() with { Escalation = EscalationPolicy.Default with { Sirens = [Lamp] } }).Areas[^1];
        Assert.Equal((SystemArea.Id, AreaKind.System), (area.Id, area.Kind));
        Assert.Equal(["email", "telegram", "webhook", "siren"], area.Equipment.Single().Signals.Select(s => s.Id));
        Assert.DoesNotContain(SystemArea.AddTo(Plan() with { People = [] }).Areas, a => a.Kind == AreaKind.System);
        Assert.Single(SystemArea.AddTo(SystemArea.AddTo(Plan())).Areas, a => a.Kind == AreaKind.System);
    }

    [Fact]
    public void A_siren_is_on_while_an_alarm_of_its_areas_and_priority_calls()
    {
        var facility = WithLamp().Raises(Oil, Priority.Low);
        Assert.Equal([false], Switch(facility));
        Assert.Equal([true], Switch(facility.Raises(Oil)));
        Assert.Empty(Switch(facility.Raises(EmailDead, Priority.High).Runs(4)));
        Assert.Equal([false], Switch(facility.Acknowledges(Oil)));
    }

    [Fact]
    public void A_siren_is_told_again_every_five_minutes()
    {
        var facility = WithLamp().Raises(Oil);
        Assert.Equal([true], Switch(facility));
        Assert.Empty(Switch(facility.RunsSeconds(299)));
        Assert.Equal([true], Switch(facility.RunsSeconds(1)));
    }

    [Fact]
    public void A_siren_is_not_switched_off_before_its_areas_have_said_that_nothing_calls()
    {
        var facility = WithLamp().Restarts(reports: false);
        Assert.Empty(Switch(facility.Reports("system")));
        Assert.Equal([false], Switch(facility.Reports("kitchen")));
    }

    [Fact]
    public void A_siren_that_cannot_be_switched_is_tried_again_and_dead_after_three_times()
    {
        var facility = WithLamp().Raises(Oil);
        Assert.Null(facility.Escalator.Sirens.IsAlive);
        Assert.Equal([true], Switch(facility, works: false));
        Assert.Empty(Switch(facility.RunsSeconds(4), works: false));
        Assert.Equal([true], Switch(facility.RunsSeconds(1), works: false));
        Assert.Equal([true], Switch(facility.RunsSeconds(10), works: false));
        Assert.False(facility.Escalator.Sirens.IsAlive);

        Assert.Equal([true], Switch(facility.RunsSeconds(20)));
        Assert.True(facility.Escalator.Sirens.IsAlive);
    }

    private static SomeFacility WithLamp() => new(Plan() with { Escalation = EscalationPolicy.Default with { Sirens = [Lamp] } });

    private static ImmutableArray<bool> Switch(SomeFacility facility, bool works = true)
    {
        var due = facility.Escalator.Sirens.BeginSwitches(facility.Now);
        foreach (var one in due)
        {
            facility.Escalator.Sirens.EndSwitch(one, works, facility.Now);
        }

        return [.. due.Select(s => s.On)];
    }
}
