using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>Who may do what, and what comes of it.</summary>
internal static class People
{
    public static CommandOutcome Act(Plan plan, IReadOnlyList<Story> stories, Acted act)
    {
        var equipment = plan.Signals[act.Signal].Equipment.Id;
        var signal = plan.Signals[act.Signal].Plan.Id;
        switch (act.Deed)
        {
            case TakingOutOfService taking:
                return TakeOutOfService(stories, equipment, taking.WholeEquipment ? null : signal, taking, act.Now);
            case ReturningToService returning:
                return ReturnToService(stories, equipment, returning.WholeEquipment ? null : signal, returning, act.Now);
        }

        if (act.Deed is Verifying && act.Deed.By.Role < Role.Supervisor)
        {
            return CommandOutcome.NotAllowed;
        }

        var slot = stories.FirstOrDefault(s => s.Signal.Number == act.Signal && s.RuleId == act.Rule)?.Slot;
        if (slot?.Alarm is null || !(slot.IsOpen || (act.Deed is Unshelving && slot.Silences.Shelf is not null)))
        {
            return CommandOutcome.NotFound;
        }

        return act.Deed switch
        {
            Acknowledging => slot.Acknowledge(act.Deed.By.Name, act.Now),
            Resetting => slot.Reset(act.Deed.By.Name, act.Now),
            Correcting => slot.RecordAction(new CorrectiveAction("cause", "taken", Disposition.Held, act.Deed.By.Name, act.Now)),
            Verifying => slot.VerifyAction(act.Deed.By.Name, act.Now),
            Shelving shelving => Shelve(plan, slot, shelving, act.Now),
            Unshelving => Unshelve(slot, act.Deed.By.Name, act.Now),
            _ => throw new InvalidOperationException($"The model doesn't know {act.Deed}."),
        };
    }

    private static CommandOutcome Shelve(Plan plan, SlotModel slot, Shelving shelving, long now)
    {
        if (plan.Facilities[0].Shelving.FirstOrDefault(l => l.Role == shelving.By.Role) is not { } limit || shelving.For > limit.Longest || slot.Alarm!.Priority > limit.Highest)
        {
            return CommandOutcome.NotAllowed;
        }

        if (shelving.Why is null)
        {
            return CommandOutcome.NotPossible;
        }

        if (slot.Silences.Shelf is not null)
        {
            return CommandOutcome.AlreadyDone;
        }

        var kind = shelving.Once ? SilenceKind.ShelvedOnce : SilenceKind.Shelved;
        slot.Shelve(new Silence(kind, shelving.By.Name, shelving.Why, now, now + (long)shelving.For.TotalMilliseconds, slot.Alarm!.Priority));
        return CommandOutcome.Done;
    }

    private static CommandOutcome Unshelve(SlotModel slot, string by, long now)
    {
        if (slot.Silences.Shelf is null)
        {
            return CommandOutcome.AlreadyDone;
        }

        slot.EndShelf(now, by);
        return CommandOutcome.Done;
    }

    private static CommandOutcome TakeOutOfService(IEnumerable<Story> stories, string equipment, string? signal, TakingOutOfService taking, long now)
    {
        if (taking.By.Role < Role.ShiftLead)
        {
            return CommandOutcome.NotAllowed;
        }

        if (taking.Why is null)
        {
            return CommandOutcome.NotPossible;
        }

        var slots = Of(stories, equipment, signal);
        if (slots.All(s => s.Silences.OutOfService is not null))
        {
            return CommandOutcome.AlreadyDone;
        }

        var until = taking.For is { } time ? now + (long)time.TotalMilliseconds : (long?)null;
        foreach (var slot in slots)
        {
            slot.TakeOutOfService(new Silence(SilenceKind.OutOfService, taking.By.Name, taking.Why, now, until, Priority.High));
        }

        return CommandOutcome.Done;
    }

    private static CommandOutcome ReturnToService(IEnumerable<Story> stories, string equipment, string? signal, ReturningToService returning, long now)
    {
        if (returning.By.Role < Role.ShiftLead)
        {
            return CommandOutcome.NotAllowed;
        }

        var slots = Of(stories, equipment, signal);
        if (slots.All(s => s.Silences.OutOfService is null))
        {
            return CommandOutcome.AlreadyDone;
        }

        foreach (var slot in slots)
        {
            slot.ReturnToService(now, returning.By.Name);
        }

        return CommandOutcome.Done;
    }

    private static SlotModel[] Of(IEnumerable<Story> stories, string equipment, string? signal) =>
        [.. stories.Where(s => s.Signal.Equipment.Id == equipment && (signal is null || (s.Signal.Plan.Id == signal && s is not DeviceStory))).Select(s => s.Slot)];
}
