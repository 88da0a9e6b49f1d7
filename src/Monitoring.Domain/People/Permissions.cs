using System.Collections.Immutable;

namespace Monitoring.Domain.People;

/// <summary>A role at a place.</summary>
/// <param name="Facility">Null: every facility.</param>
/// <param name="Area">Null: every area of the facility, and the facility itself.</param>
public sealed record Grant(Role Role, string? Facility = null, string? Area = null);

/// <summary>Rights at a place: what a role brings there, or what a key was given.</summary>
/// <param name="Role">Null: a program's.</param>
/// <param name="Facility">Null: every facility.</param>
/// <param name="Area">Null: every area of the facility, and the facility itself.</param>
public sealed record PlacedRights(Right Rights, string? Facility, string? Area, Role? Role)
{
    /// <param name="area">Null: the whole facility.</param>
    public bool Covers(string facility, string? area) =>
        Facility is null || (Facility == facility && (Area is null || Area == area));
}

/// <summary>Everything that somebody may do, and where. What isn't said isn't allowed.</summary>
public sealed record Permissions(ImmutableArray<PlacedRights> Each)
{
    public static Permissions None { get; } = new([]);

    public static Permissions Of(IEnumerable<Grant> grants) =>
        new([.. grants.Select(g => new PlacedRights(RoleRights.Of(g.Role), g.Facility, g.Area, g.Role))]);

    /// <param name="right">One or several: all of them are asked for, and different grants may bring them.</param>
    /// <param name="area">Null: over the whole facility, its areas of tomorrow too.</param>
    public bool Allows(Right right, string facility, string? area) =>
        (right & ~RightsAt(facility, area)) == 0;

    public bool AllowsAnywhere(Right right) => Each.Any(p => (right & ~p.Rights) == 0);

    /// <summary>Over every facility, those of tomorrow too.</summary>
    public bool AllowsEverywhere(Right right) =>
        (right & ~Each.Where(p => p.Facility is null).Aggregate(Right.None, (all, p) => all | p.Rights)) == 0;

    public Right RightsAt(string facility, string? area) =>
        Each.Where(p => p.Covers(facility, area)).Aggregate(Right.None, (all, p) => all | p.Rights);

    /// <summary>The role with the most trust at an area, by which shelving is limited; null: none (a program).</summary>
    /// <param name="right">Among the roles that bring it: a supervisor who maintains, too, takes equipment out of service as a maintainer.</param>
    public Role? RoleAt(string facility, string? area, Right right = Right.None) => Each
        .Where(p => p.Role is not null && p.Covers(facility, area) && (right & ~p.Rights) == 0)
        .OrderByDescending(p => Trust(p.Role!.Value)).FirstOrDefault()?.Role;

    /// <summary>The same at one area alone: what a kiosk's act may do.</summary>
    public Permissions Within(string facility, string area) =>
        new([.. Each.Where(p => p.Covers(facility, area)).Select(p => p with { Facility = facility, Area = area })]);

    private static int Trust(Role role) => role switch
    {
        Role.RegionalOffice => 6,
        Role.FacilityHead => 5,
        Role.ShiftLead => 4,
        Role.Supervisor => 3,
        Role.Maintainer => 2,
        Role.QualityReviewer => 1,
        _ => 0,
    };
}
