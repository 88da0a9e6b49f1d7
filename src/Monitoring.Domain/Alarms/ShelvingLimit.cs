using System.Collections.Immutable;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Alarms;

/// <summary>For how long, and up to what priority, a role may shelve.</summary>
public sealed record ShelvingLimit(Role Role, TimeSpan Longest, Priority Highest)
{
    /// <summary>Until the site's plan says otherwise: a supervisor 1 h and nothing of high priority, a head 8 h. Who isn't listed may not shelve.</summary>
    public static ImmutableArray<ShelvingLimit> Defaults { get; } =
    [
        new(Role.Supervisor, TimeSpan.FromHours(1), Priority.Medium),
        new(Role.ShiftLead, TimeSpan.FromHours(1), Priority.Medium),
        new(Role.FacilityHead, TimeSpan.FromHours(8), Priority.High),
        new(Role.RegionalOffice, TimeSpan.FromHours(8), Priority.High),
    ];
}
