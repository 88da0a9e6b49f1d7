using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Server.Access.Keys;

/// <summary>What a key is to be.</summary>
/// <param name="Facility">Null: every facility.</param>
/// <param name="Area">Null: the whole facility.</param>
/// <param name="Days">Null: it doesn't expire.</param>
internal sealed record KeyWish(string Name, Right Rights, string? Facility, string? Area, int? Days)
{
    private const int LongestName = 60;
    private const int MostDays = 730;

    /// <exception cref="RefusedException">Something of it isn't right.</exception>
    public static KeyWish Read(string? name, IReadOnlyCollection<string>? rights, string? facility, string? area, int? days, Plan plan)
    {
        if (name?.Trim() is not { Length: >= 1 and <= LongestName } said || !said.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw RefusedException.Invalid("name", $"What the records call the program, for example grafana: 1 to {LongestName} of a-z, A-Z, 0-9, -, _ and .");
        }

        var known = RightWords.Read(rights) ?? throw RefusedException.Invalid("rights", $"Some of {RightWords.All}.");
        var isPlace = facility is null ? area is null : area is null ? plan.FindFacility(facility) is not null : plan.FindArea(new AreaId(facility, area)) is not null;
        return !isPlace ? throw RefusedException.Invalid("area", "A facility of the plan, an area of it, or neither: GET /api/v1/areas lists them.")
            : days is < 1 or > MostDays ? throw RefusedException.Invalid("days", $"1 to {MostDays}, or null for a key that doesn't expire.")
            : new KeyWish(said, known, facility, area, days);
    }
}
