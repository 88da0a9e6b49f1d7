using System.Collections.Immutable;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Grains.Ports;

namespace Monitoring.Server.Access;

/// <summary>What of the plan a caller may have to do with: lists are narrowed to it, and what is named outside it is refused.</summary>
internal static class Narrowing
{
    public static bool Allows(this Caller caller, Right right, AreaId area) => caller.Permissions.Allows(right, area.Facility, area.Area);

    /// <summary>In the facility as a whole, or in one of its areas at least.</summary>
    public static bool AllowsWithin(this Caller caller, Right right, string facility) =>
        caller.Permissions.Each.Any(p => (right & ~p.Rights) == 0 && (p.Facility is null || p.Facility == facility));

    /// <summary>In the order of the plan.</summary>
    public static AreaId[] AreasOf(this Caller caller, Right right, Plan plan) => [.. plan.AreaIds.Where(a => caller.Allows(right, a))];

    /// <summary>For a question to the record book, which knows of areas that the plan has lost.</summary>
    /// <returns>Empty: everywhere.</returns>
    public static ImmutableArray<JournalPlace> PlacesOf(this Caller caller, Right right) => caller.Permissions.AllowsEverywhere(right) ? [] :
    [
        .. caller.Permissions.Each.Where(p => (right & ~p.Rights) == 0).Select(p => new JournalPlace(p.Facility!, p.Area)).Distinct(),
    ];

    /// <returns>Empty: every one, or none; the route has asked for one at least.</returns>
    public static ImmutableArray<string> WholeFacilitiesOf(this Caller caller, Right right) =>
        [.. caller.PlacesOf(right).Where(p => p.Area is null).Select(p => p.Facility).Distinct()];

    /// <summary>For a question about one area, all that is known of a facility, or everything: the answer to the last two is narrowed.</summary>
    /// <param name="facility">Null: none is named.</param>
    /// <param name="area">Null: none is named.</param>
    /// <returns>Null: the caller may ask.</returns>
    public static MissingRight? FindMissing(this Caller caller, Right right, string? facility, string? area) => (facility, area) switch
    {
        (null, _) => null,
        (_, null) => caller.AllowsWithin(right, facility) ? null : new MissingRight(right, facility),
        _ => MissingRight.Find(caller.Permissions, right, new AreaId(facility, area)),
    };

    /// <param name="addresses"><c>facility/area/equipment/signal</c> or <c>facility/area</c>. What names no area is the plan's to refuse.</param>
    /// <returns>Null: the caller may ask for each.</returns>
    public static MissingRight? FindMissing(this Caller caller, Right right, IEnumerable<string> addresses) => addresses
        .Select(a => a.Split('/'))
        .Where(parts => parts.Length >= 2)
        .Select(parts => MissingRight.Find(caller.Permissions, right, new AreaId(parts[0], parts[1])))
        .FirstOrDefault(missing => missing is not null);

    /// <summary>For what concerns everything that there is.</summary>
    /// <returns>Null: the caller may, over every facility of the plan.</returns>
    public static MissingRight? FindMissing(this Caller caller, Right right, Plan plan) =>
        plan.Facilities.FirstOrDefault(f => !caller.Permissions.Allows(right, f.Id, null)) is { } other ? new MissingRight(right, other.Id) : null;
}
