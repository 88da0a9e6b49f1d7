using System.Collections.Immutable;
using Monitoring.Domain.Areas;

namespace Monitoring.Domain.People;

/// <summary>What a person is trusted with: <see cref="RoleRights.Of"/> says with what.</summary>
public enum Role
{
    Operator,
    Supervisor,
    ShiftLead,
    FacilityHead,
    RegionalOffice,
    Maintainer,
    QualityReviewer,
}

public enum Language
{
    Indonesian,
    English,
}

/// <summary>Staff who answer for alarms. Never an inmate.</summary>
/// <param name="Id">Unique within the facility; what the record book says of who did something.</param>
/// <param name="Shifts">Shifts in which the person is on duty; empty: always.</param>
/// <param name="Channels">How to reach the person; each is tried.</param>
public sealed record Person(
    string Id, string Name, Role Role, Language Language, ImmutableArray<string> Shifts, ImmutableArray<ContactPoint> Channels);

public enum ChannelKind
{
    Email,
    Telegram,
    Webhook,
}

/// <param name="Address">E-mail address, Telegram chat id, or the id of a webhook in the server's settings: no address with a secret stands in a plan.</param>
public sealed record ContactPoint(ChannelKind Kind, string Address);

/// <summary>A part of the day that repeats, by the facility's clock.</summary>
/// <param name="To">Before or equal to <paramref name="From"/>: it ends on the next day.</param>
/// <param name="Days">On which it begins; empty: every day.</param>
public sealed record DailyHours(string Id, Text Name, TimeOnly From, TimeOnly To, ImmutableArray<DayOfWeek> Days)
{
    public bool Covers(DateTime local)
    {
        var (time, day) = (TimeOnly.FromDateTime(local), local.DayOfWeek);
        return To > From
            ? time >= From && time < To && IsOn(day)
            : (time >= From && IsOn(day)) || (time < To && IsOn((DayOfWeek)(((int)day + 6) % 7)));
    }

    private bool IsOn(DayOfWeek day) => Days.IsEmpty || Days.Contains(day);
}
