namespace Monitoring.Domain.Alarms;

internal sealed partial class AlarmSlot
{
    public CommandResult Acknowledge(Actor by, string? note, long now)
    {
        var open = Alarm!;
        if (!open.NeedsAcknowledgement)
        {
            Tell(EdgeKind.AcknowledgedAgain, now, now, open, by, note);
            return new(CommandOutcome.AlreadyDone, Alarm, $"{open.AcknowledgedBy ?? "Somebody"} has acknowledged this alarm already.");
        }

        var state = open.State == AlarmState.ReturnedUnacknowledged ? AlarmState.ReturnedAcknowledged : AlarmState.ActiveAcknowledged;
        Tell(EdgeKind.Acknowledged, now, now, open with { State = state, AcknowledgedAt = now, AcknowledgedBy = by.Name }, by, note);
        return Done(by, note, now);
    }

    public CommandResult Reset(Actor by, string? note, long now)
    {
        switch (Alarm!)
        {
            case { Latched: false }:
                return NotPossible("The alarm isn't latched: it needs no reset.");
            case { IsActive: true }:
                return NotPossible("The alarm is still active: it can be reset when its condition has returned.");
            case { ResetAt: not null }:
                return new(CommandOutcome.AlreadyDone, Alarm, "Somebody has reset this alarm already.");
        }

        Tell(EdgeKind.Reset, now, now, Alarm! with { ResetAt = now }, by, note);
        return Done(by, note, now);
    }

    public CommandResult Record(CorrectiveAction action, Actor by, string? note, long now)
    {
        Tell(EdgeKind.ActionRecorded, now, now, Alarm! with { Action = action }, by, note);
        return Done(by, note, now);
    }

    public CommandResult Verify(Actor by, string? note, long now)
    {
        switch (Alarm!.Action)
        {
            case null:
                return NotPossible("No corrective action is on record: there is nothing to verify.");
            case { VerifiedBy: { } verifier }:
                return new(CommandOutcome.AlreadyDone, Alarm, $"{verifier} has verified this action already.");
            case { By: var actor } when actor == by.Name:
                return NotPossible("Who recorded the action can't verify it: a second person has to.");
            case var action:
                Tell(EdgeKind.ActionVerified, now, now, Alarm! with { Action = action with { VerifiedBy = by.Name, VerifiedAt = now } }, by, note);
                return Done(by, note, now);
        }
    }

    public CommandResult Shelve(Shelve shelve, long now)
    {
        if (silences.Shelved is { } already)
        {
            return new(CommandOutcome.AlreadyDone, Alarm, $"{already.By} has shelved this alarm already.");
        }

        var kind = shelve.Once ? SilenceKind.ShelvedOnce : SilenceKind.Shelved;
        silences.Shelved = new Silence(kind, shelve.By.Name, shelve.Note!, now, now + (long)shelve.For.TotalMilliseconds, Alarm!.Priority);
        Hush(EdgeKind.Shelved, now, now, shelve.By, shelve.Note);
        return new(CommandOutcome.Done, Alarm);
    }

    public CommandResult Unshelve(Actor by, string? note, long now)
    {
        if (silences.Shelved is null)
        {
            return new(CommandOutcome.AlreadyDone, Alarm, "The alarm isn't shelved.");
        }

        EndShelf(now, now, by, note);
        return new(CommandOutcome.Done, Alarm);
    }

    /// <param name="silence">Null: back in service.</param>
    public void SetOutOfService(Silence? silence, long at, long now, Actor? by, string? note)
    {
        if (silence is null && silences.OutOfService is null)
        {
            return;
        }

        silences.OutOfService = silence;
        if (!IsOver)
        {
            Hush(silence is null ? EdgeKind.ReturnedToService : EdgeKind.TakenOutOfService, at, now, by, note);
        }
    }

    private CommandResult NotPossible(string why) => new(CommandOutcome.NotPossible, Alarm, why);

    private CommandResult Done(Actor by, string? note, long now)
    {
        ClearIfDone(now, now, by, note);
        return new(CommandOutcome.Done, Alarm);
    }

    /// <summary>Puts the silence that now counts on the alarm. When none is left, an alarm that nobody has acknowledged calls anew.</summary>
    private void Hush(EdgeKind edge, long at, long now, Actor? by, string? note)
    {
        if (Alarm is not { State: not AlarmState.Normal } open)
        {
            edges.Add(new AlarmEdge(edge, Notes.At(address, rule, at, planVersion) with { Silence = Silence }, at, now, by?.Name, note, by?.From));
            return;
        }

        var speaks = open.Silence is not null && Silence is null && open.NeedsAcknowledgement;
        Tell(edge, at, now, open with { Silence = Silence, CallsSince = speaks ? at : open.CallsSince }, by, note);
    }

    private void EndShelf(long at, long now, Actor? by, string? note)
    {
        silences.Shelved = null;
        Hush(EdgeKind.Unshelved, at, now, by, note);
    }

    /// <summary>Shelving silences what was known when somebody shelved it, nothing worse.</summary>
    private void EndOutgrownShelf(Priority priority, long at, long now)
    {
        if (silences.Shelved is { } shelved && priority > shelved.Highest)
        {
            EndShelf(at, now, null, "The alarm is worse than what was shelved.");
        }
    }

    private void EndSilencesDue(long now)
    {
        if (silences.Shelved is { Until: { } shelvedUntil } && shelvedUntil <= now)
        {
            EndShelf(shelvedUntil, now, null, null);
        }

        if (silences.OutOfService is { Until: { } outUntil } && outUntil <= now)
        {
            SetOutOfService(null, outUntil, now, null, null);
        }
    }
}
