using Monitoring.Domain.People;
using Monitoring.Records.Access;

namespace Monitoring.Server.Access.People;

/// <summary>Who may give what to whom: nobody grants what they don't hold, or over more than they hold, and nobody changes who holds more than they do.</summary>
internal static class PeopleRules
{
    private static readonly Right EveryRight = Enum.GetValues<Right>().Aggregate((all, one) => all | one);

    /// <summary>May the caller give this role at this place, or take it?</summary>
    public static bool MayGive(Permissions caller, Grant grant) =>
        Holds(caller, RoleRights.Of(grant.Role) | Right.ManagePeople, grant.Facility, grant.Area) && IsTrusted(caller, grant);

    /// <summary>May the caller give a program these rights at this place?</summary>
    public static bool MayGive(Permissions caller, Right rights, string? facility, string? area) => Holds(caller, rights | Right.ManagePeople, facility, area);

    /// <summary>May the caller change somebody who holds this? Everything that they hold must be the caller's to give.</summary>
    public static bool MayChange(Permissions caller, IReadOnlyCollection<AccountGrant> grants) =>
        grants.Count > 0 ? grants.All(g => MayGive(caller, g.ToGrant())) : caller.AllowsEverywhere(Right.ManagePeople);

    /// <summary>
    /// May the caller shut out somebody who holds this? Less than changing them: putting out gives nobody anything, so that whoever manages people at a place and is trusted as much
    /// may, without every right of theirs.
    /// </summary>
    public static bool MayPutOut(Permissions caller, IReadOnlyCollection<AccountGrant> grants) => grants.Count > 0
        ? grants.All(g => MayRevoke(caller, g.Facility, g.Area) && IsTrusted(caller, g.ToGrant()))
        : caller.AllowsEverywhere(Right.ManagePeople);

    /// <summary>May the caller end a key over this place, whatever its rights?</summary>
    public static bool MayRevoke(Permissions caller, string? facility, string? area) => Holds(caller, Right.ManagePeople, facility, area);

    /// <summary>Can this account, as it is, manage people everywhere?</summary>
    public static bool ManagesEverywhere(Account account) =>
        CallerLookup.MaySignIn(account) && account.PasswordHash is not null && CallerLookup.PermissionsOf(account).AllowsEverywhere(Right.ManagePeople);

    /// <summary>The one facility that an account is about: its people may read what is on record about it. Null: several, or all.</summary>
    public static string? FacilityOf(Account account) =>
        account.Grants.Select(g => g.Facility).Distinct().ToArray() is [{ } only] ? only : null;

    /// <param name="facility">Null: every facility.</param>
    /// <param name="area">Null: the whole facility.</param>
    private static bool Holds(Permissions caller, Right rights, string? facility, string? area) =>
        facility is null ? caller.AllowsEverywhere(rights) : caller.Allows(rights, facility, area);

    /// <summary>
    /// Two roles may bring the same rights, and one of them yet more trust: that of shelving and of being called. A program has no role: it is trusted only as the key of the command
    /// line that holds everything everywhere.
    /// </summary>
    private static bool IsTrusted(Permissions caller, Grant grant)
    {
        // A grant over everything covers any name.
        var (facility, area) = (grant.Facility ?? "", grant.Facility is null ? null : grant.Area);
        var over = grant.Facility is null ? new Permissions([.. caller.Each.Where(p => p.Facility is null)]) : caller;
        return over.RoleAt(facility, area) is { } own
            ? Permissions.Of([new Grant(own), new Grant(grant.Role)]).RoleAt(facility, area) == own
            : caller.AllowsEverywhere(EveryRight);
    }
}
