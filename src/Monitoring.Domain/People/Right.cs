namespace Monitoring.Domain.People;

/// <summary>What somebody may do at a place. The access database and keys store the names, never the numbers.</summary>
[Flags]
public enum Right
{
    None = 0,

    /// <summary>Boards, alarms, their journal, history.</summary>
    See = 1,
    Acknowledge = 1 << 1,

    /// <summary>Corrective actions, phases, observations.</summary>
    Record = 1 << 2,

    /// <summary>Release a latched alarm that has returned.</summary>
    Reset = 1 << 3,

    /// <summary>For how long and up to what priority is the plan's to say.</summary>
    Shelve = 1 << 4,

    /// <summary>Say, as a second person, that a corrective action was right.</summary>
    Verify = 1 << 5,

    /// <summary>Take equipment out of service and return it.</summary>
    Service = 1 << 6,

    /// <summary>Exports, compliance, deliveries, health of the alarm system, trials of a plan.</summary>
    Review = 1 << 7,

    /// <summary>The trail of who changed what.</summary>
    ReadAudit = 1 << 8,

    /// <summary>Devices and kiosks: register, renew, revoke.</summary>
    ManageDevices = 1 << 9,

    /// <summary>People, their rights and keys for programs.</summary>
    ManagePeople = 1 << 10,

    /// <summary>The system itself: rejects, forwarding, figures, details of its health.</summary>
    Operate = 1 << 11,
}
