using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Escalation;
using Monitoring.Domain.People;
using Monitoring.Domain.Signals;
using Monitoring.Grains.Areas;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;

namespace Monitoring.Grains.Facilities;

/// <summary>
/// The shell around a facility's <see cref="Escalator"/>: asks it whom to tell, has that written, and only then sends. Everything runs in the grain's turns; an
/// attempt doesn't hold one up. When the record book refuses, what is of high priority is told all the same (decision 0004) and the rest waits.
/// </summary>
internal sealed partial class Teller(
    FacilityPlan facility, Plan plan, INoticeRecords records, INoticeSender sender, Uri dashboard, IGrainFactory grains, TimeProvider time, ILogger logger)
{
    private const long FirstProbeAfter = 10_000;
    private const long SystemEvery = 60_000;

    /// <summary>How long people wait for the disk before they are told all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long the state is waited for at the start; without it some would be told a second time.</summary>
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(10);

    private readonly ClockStep clock = new(time);
    private readonly long startedAt = time.GetTimestamp();
    private readonly Dictionary<string, (AreaSummary Summary, ImmutableArray<Alarm> Open)> early = [];
    private readonly Dictionary<string, (double Value, long At)> told = [];
    private readonly List<Delivery> waiting = [];
    private Escalator? escalator;
    private Task underWay = Task.CompletedTask;
    private bool isBehind;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <returns>Somebody is to be told now.</returns>
    public bool Report(AreaSummary summary, ImmutableArray<Alarm> open)
    {
        if (escalator is null)
        {
            early[summary.Area.Area] = (summary, open);
            return false;
        }

        var before = escalator.Calling;
        escalator.Report(summary.Area.Area, summary.At, open, Now);
        return escalator.Calling > before;
    }

    public async Task TickAsync()
    {
        if (escalator is null && !await TryLoadAsync())
        {
            return;
        }

        var engine = escalator!;
        if (clock.Measure() is var step and not 0)
        {
            engine.ShiftClock(step);
        }

        engine.Decide(Now);
        var begun = engine.Begin(isBehind ? Priority.High : Priority.Low, Now);
        await WriteAsync(engine);
        foreach (var notice in begun)
        {
            SendAsync(engine, notice).Ignore();
        }

        foreach (var channel in engine.Channels.BeginProbes(Now))
        {
            ProbeAsync(engine, channel).Ignore();
        }

        foreach (var change in engine.Sirens.BeginSwitches(Now))
        {
            SwitchAsync(engine, change).Ignore();
        }

        TellSystemArea(engine);
    }

    private async Task<bool> TryLoadAsync()
    {
        EscalationState? state = null;
        try
        {
            state = await records.LoadAsync(facility.Id, CancellationToken.None).WaitAsync(Patience, time);
        }
        catch (Exception refused)
        {
            GrainMetrics.RecordsRefused.Add(1);
            if (time.GetElapsedTime(startedAt) < LoadPatience)
            {
                return false;
            }

            LogStartsBlank(logger, facility.Id, refused);
        }

        escalator = new Escalator(facility, dashboard, state, sender.IsSetUp, Now + FirstProbeAfter, Now);
        LogNotReached(escalator);
        foreach (var (area, (summary, open)) in early)
        {
            escalator.Report(area, summary.At, open, Now);
        }

        early.Clear();
        return true;
    }

    /// <summary>Doesn't throw when the book refuses and doesn't wait for one that hangs: the lines wait here, in order, and are tried again every second.</summary>
    private async Task WriteAsync(Escalator engine)
    {
        waiting.AddRange(engine.Lines);
        engine.ClearLines();
        if (waiting.Count == 0 || !underWay.IsCompleted)
        {
            return;
        }

        try
        {
            underWay = records.CommitAsync(facility.Id, [.. waiting], engine.Capture(), CancellationToken.None);
            await underWay.WaitAsync(Patience, time);
            waiting.ForEach(GrainMetrics.Count);
            waiting.Clear();
            if (isBehind)
            {
                isBehind = false;
                LogCaughtUp(logger, facility.Id);
            }
        }
        catch (Exception refused)
        {
            GrainMetrics.RecordsRefused.Add(1);
            if (!isBehind)
            {
                isBehind = true;
                LogBehind(logger, facility.Id, refused);
            }
        }
    }

    private async Task SendAsync(Escalator engine, Notice notice)
    {
        var result = await TryAsync(() => sender.SendAsync(notice, CancellationToken.None));
        var outcome = result.Status switch { SendStatus.Taken => DeliveryOutcome.Delivered, SendStatus.Failed => DeliveryOutcome.Failed, _ => DeliveryOutcome.GivenUp };
        engine.End(notice, outcome, result.Answer, result.RetryAfter, Now);
    }

    private async Task ProbeAsync(Escalator engine, ChannelKind channel)
    {
        var result = await TryAsync(() => sender.ProbeAsync(channel, CancellationToken.None));
        engine.Channels.EndProbe(channel, result.Status == SendStatus.Taken, result.Answer, Now);
    }

    private async Task SwitchAsync(Escalator engine, SirenSwitch change)
    {
        var result = await TryAsync(() => sender.SwitchAsync(change.Siren.Topic, change.On, CancellationToken.None));
        engine.Sirens.EndSwitch(change, result.Status == SendStatus.Taken, Now);
    }

    /// <summary>The sender promises not to throw; if it does, that is a failed attempt like any other.</summary>
    private async Task<SendResult> TryAsync(Func<Task<SendResult>> send)
    {
        GrainMetrics.SendsInFlight.Add(1);
        try
        {
            return await send();
        }
        catch (Exception fault)
        {
            LogSenderFault(logger, facility.Id, fault);
            return new SendResult(SendStatus.Failed, "internal fault");
        }
        finally
        {
            GrainMetrics.SendsInFlight.Add(-1);
        }
    }

    /// <summary>Whether each way to people is alive is a signal like any other; a dead one raises its alarm there.</summary>
    private void TellSystemArea(Escalator engine)
    {
        var states = engine.Channels.All.Select(c => (Signal: SystemArea.SignalOf(c), Alive: engine.Channels.IsAlive(c))).Append((SystemArea.Siren, engine.Sirens.IsAlive));
        var readings = new List<Reading>();
        foreach (var (signal, alive) in states)
        {
            if (alive is not { } isAlive || plan.FindSignal($"{facility.Id}/{SystemArea.Id}/{SystemArea.Channels}/{signal}") is not { } target)
            {
                continue;
            }

            var value = isAlive ? 1.0 : 0.0;
            if (!told.TryGetValue(signal, out var last) || last.Value != value || Now - last.At >= SystemEvery)
            {
                told[signal] = (value, Now);
                readings.Add(new Reading(target.Number, Now, value));
            }
        }

        if (readings.Count > 0)
        {
            grains.GetArea(plan, new AreaId(facility.Id, SystemArea.Id)).Ingest(new ReadingBatch(plan.Version, "", 0, 0, [.. readings], [])).Ignore();
        }
    }

    private void LogNotReached(Escalator engine)
    {
        if (!engine.NotSetUp.IsEmpty)
        {
            LogNotSetUp(logger, facility.Id, string.Join(", ", engine.NotSetUp));
        }

        if (!engine.WithoutReceiver.IsEmpty)
        {
            LogNobody(logger, facility.Id, string.Join(", ", engine.WithoutReceiver));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record book refuses the delivery log of {Facility}: alarms of high priority are told all the same, the others wait. Make room on the disk of Data:Directory.")]
    private static partial void LogBehind(ILogger logger, string facility, Exception refused);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record book takes the delivery log of {Facility} again; no line is missing.")]
    private static partial void LogCaughtUp(ILogger logger, string facility);

    [LoggerMessage(Level = LogLevel.Error, Message = "Whom {Facility} has told of what can't be read: people may be told a second time, which is better than not at all. Mend the record book in Data:Directory.")]
    private static partial void LogStartsBlank(ILogger logger, string facility, Exception refused);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of {Facility} couldn't be sent because of a fault of this program: report it. The message is tried again.")]
    private static partial void LogSenderFault(ILogger logger, string facility, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "People of {Facility} are to be told by {Channels}, which this server isn't set up for: add it to the settings Notifications, or take it out of the plan.")]
    private static partial void LogNotSetUp(ILogger logger, string facility, string channels);

    [LoggerMessage(Level = LogLevel.Warning, Message = "In {Facility} nobody can be told in the roles {Roles}: the next step is told in their time. Add people with a channel to the plan.")]
    private static partial void LogNobody(ILogger logger, string facility, string roles);
}
