using Monitoring.Domain.Alarms;

namespace Monitoring.Tests.Alarms.Model;

/// <summary>What a person does, before it is known to which alarm.</summary>
internal abstract record Deed(Actor By)
{
    public abstract AlarmCommand To(string alarmId, string equipment, string signal);
}

internal sealed record Acknowledging(Actor By) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new Acknowledge(alarmId, By, "seen");
}

internal sealed record Resetting(Actor By) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new Reset(alarmId, By, null);
}

internal sealed record Shelving(Actor By, TimeSpan For, bool Once, string? Why) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new Shelve(alarmId, For, Once, By, Why);
}

internal sealed record Unshelving(Actor By) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new Unshelve(alarmId, By, null);
}

internal sealed record Correcting(Actor By) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new RecordAction(alarmId, "cause", "taken", Disposition.Held, By, null);
}

internal sealed record Verifying(Actor By) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new VerifyAction(alarmId, By, null);
}

/// <param name="WholeEquipment">Not the rule's signal alone.</param>
internal sealed record TakingOutOfService(Actor By, bool WholeEquipment, TimeSpan? For, string? Why) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new TakeOutOfService(equipment, WholeEquipment ? null : signal, For, By, Why);
}

internal sealed record ReturningToService(Actor By, bool WholeEquipment) : Deed(By)
{
    public override AlarmCommand To(string alarmId, string equipment, string signal) => new ReturnToService(equipment, WholeEquipment ? null : signal, By, null);
}
