using System.Collections.Immutable;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Areas;

/// <summary>What people may do to the alarms, rules and equipment of an area: who may, and on what it acts.</summary>
internal sealed class AreaActs(Plan plan, AreaId id, ImmutableArray<AlarmSlot> slots, PhaseBook phases, List<AlarmEdge> edges)
{
    private static readonly TimeSpan LongestPhase = TimeSpan.FromDays(1);

    private readonly ImmutableArray<ShelvingLimit> shelving = plan.FindFacility(id.Facility)?.Shelving ?? ShelvingLimit.Defaults;

    public CommandResult Do(AlarmCommand command, long now) => command switch
    {
        Acknowledge c => OnOpen(c.AlarmId, s => s.Acknowledge(c.By, c.Note, now)),
        Reset c => OnOpen(c.AlarmId, s => s.Reset(c.By, c.Note, now)),
        Shelve c => OnOpen(c.AlarmId, s => Shelve(s, c, now)),
        Unshelve c => OnOpenOrShelved(c.AlarmId, s => s.Unshelve(c.By, c.Note, now)),
        RecordAction c => OnOpen(c.AlarmId, s => Record(s, c, now)),
        VerifyAction c when !Brings(c.By.Role, Right.Verify) => new(CommandOutcome.NotAllowed, null, "A supervisor or somebody above has to verify."),
        VerifyAction c => OnOpen(c.AlarmId, s => s.Verify(c.By, c.Note, now)),
        TakeOutOfService or ReturnToService when !Brings(command.By.Role, Right.Service) => new(CommandOutcome.NotAllowed, null, "A shift lead or somebody above decides about service."),
        TakeOutOfService c => SetService(c, c.Equipment, c.Signal, c.For, now),
        ReturnToService c => SetService(c, c.Equipment, c.Signal, null, now),
        SetPhase c => Set(c, now),
        _ => throw new ArgumentException($"Nobody knows how to do {command.GetType().Name}.", nameof(command)),
    };

    private static bool Brings(Role role, Right right) => RoleRights.Of(role).HasFlag(right);

    private CommandResult OnOpen(string alarmId, Func<AlarmSlot, CommandResult> act) =>
        slots.FirstOrDefault(s => s.Alarm?.Id == alarmId && !s.IsOver) is { } slot ? act(slot) : new(CommandOutcome.NotFound);

    /// <summary>A shelf outlasts the alarm that it was made for.</summary>
    private CommandResult OnOpenOrShelved(string alarmId, Func<AlarmSlot, CommandResult> act) =>
        slots.FirstOrDefault(s => s.Alarm?.Id == alarmId && (!s.IsOver || s.IsShelved)) is { } slot ? act(slot) : new(CommandOutcome.NotFound);

    private CommandResult Shelve(AlarmSlot slot, Shelve command, long now)
    {
        var limit = shelving.FirstOrDefault(l => l.Role == command.By.Role);
        return limit is null ? NotAllowed(slot, "This role may not shelve alarms.")
            : command.For > limit.Longest ? NotAllowed(slot, $"This role may shelve for at most {limit.Longest.TotalMinutes} minutes.")
            : slot.Alarm!.Priority > limit.Highest ? NotAllowed(slot, "This role may not shelve an alarm of this priority.")
            : command.For <= TimeSpan.Zero ? new(CommandOutcome.NotPossible, slot.Alarm, "Shelving needs a time.")
            : string.IsNullOrWhiteSpace(command.Note) ? NeedsReason(slot.Alarm)
            : slot.Shelve(command, now);
    }

    private static CommandResult Record(AlarmSlot slot, RecordAction command, long now) =>
        string.IsNullOrWhiteSpace(command.Cause) || string.IsNullOrWhiteSpace(command.Taken)
            ? new(CommandOutcome.NotPossible, slot.Alarm, "A corrective action needs a cause and what was done.")
            : slot.Record(new CorrectiveAction(command.Cause, command.Taken, command.Product, command.By.Name, now), command.By, command.Note, now);

    private CommandResult SetService(AlarmCommand command, string equipment, string? signal, TimeSpan? until, long now)
    {
        var target = slots.Where(s => s.Address.Equipment == equipment && (signal is null || s.Address.Signal == signal)).ToArray();
        if (target.Length == 0 || equipment == AlarmPlace.AllEquipment)
        {
            return new(CommandOutcome.NotFound);
        }

        var taken = command is TakeOutOfService;
        if (taken && string.IsNullOrWhiteSpace(command.Note))
        {
            return NeedsReason(null);
        }

        if (Array.TrueForAll(target, s => s.IsOutOfService == taken))
        {
            return new(CommandOutcome.AlreadyDone, null, taken ? "It is out of service already." : "It is in service.");
        }

        var silence = taken
            ? new Silence(SilenceKind.OutOfService, command.By.Name, command.Note!, now, until is { } time ? now + (long)time.TotalMilliseconds : null, Priority.High)
            : null;
        var kind = taken ? EdgeKind.TakenOutOfService : EdgeKind.ReturnedToService;
        var note = Notes.At(new AlarmAddress(id, equipment, signal ?? AlarmPlace.DeviceStatus), AlarmRules.OutOfService, now, plan.Version);
        edges.Add(new AlarmEdge(kind, note with { Silence = silence }, now, now, command.By.Name, command.Note, command.By.From));
        foreach (var slot in target)
        {
            slot.SetOutOfService(silence, now, now, command.By, command.Note);
        }

        return new(CommandOutcome.Done);
    }

    private CommandResult Set(SetPhase command, long now)
    {
        var ofArea = command.Phase is Phase.Open or Phase.Closed;
        if (command.Phase != Phase.Unknown && ofArea != (command.Equipment.Length == 0))
        {
            return new(CommandOutcome.NotPossible, null, "Open and closed are phases of an area, the others of an equipment.");
        }

        if (command.Phase != Phase.Unknown && (command.For <= TimeSpan.Zero || command.For > LongestPhase))
        {
            return new(CommandOutcome.NotPossible, null, $"A phase is set for at most {LongestPhase.TotalHours} hours.");
        }

        return new(phases.Set(command, now) ? CommandOutcome.Done : CommandOutcome.NotFound);
    }

    private static CommandResult NotAllowed(AlarmSlot slot, string why) => new(CommandOutcome.NotAllowed, slot.Alarm, why);

    private static CommandResult NeedsReason(Alarm? alarm) => new(CommandOutcome.NotPossible, alarm, "Say why.");
}
