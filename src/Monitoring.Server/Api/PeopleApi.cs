using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <param name="OnDuty">Now, by the facility's clock and the person's shifts.</param>
/// <param name="Shelving">For how long and up to what priority the person may shelve; null: not at all.</param>
internal sealed record PersonView(string Id, string Facility, string Name, Role Role, bool OnDuty, ShelvingView? Shelving);

internal sealed record ShelvingView(double Minutes, Priority Highest)
{
    public static ShelvingView? Of(FacilityPlan facility, Role role) =>
        facility.Shelving.FirstOrDefault(l => l.Role == role) is { } limit ? new ShelvingView(limit.Longest.TotalMinutes, limit.Highest) : null;
}

internal static class PeopleApi
{
    public static void MapPeople(this IEndpointRouteBuilder routes) => routes.MapGet("/people", GetPeople)
        .WithName("ListPeople").WithTags("People").WithSummary("Who answers for alarms, without how to reach them.")
        .RequireRight(Right.See, Where.Anywhere).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<PersonView[]>, ProblemHttpResult> GetPeople(string? facility, Caller caller, [FromServices] Plan plan, [FromServices] TimeProvider time)
    {
        if (caller.FindMissing(Right.See, facility, null) is { } missing)
        {
            return missing.ToProblem();
        }

        if (facility is not null && plan.FindFacility(facility) is null)
        {
            return Problems.Unknown("facility", "GET /api/v1/facilities lists the facilities of the plan.");
        }

        var now = time.GetUtcNow();
        return TypedResults.Ok(plan.Facilities
            .Where(f => (facility is null || f.Id == facility) && caller.AllowsWithin(Right.See, f.Id))
            .SelectMany(f => f.People.Select(p => new PersonView(p.Id, f.Id, p.Name, p.Role, IsOnDuty(f, p, now), ShelvingView.Of(f, p.Role))))
            .ToArray());
    }

    private static bool IsOnDuty(FacilityPlan facility, Person person, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(facility.TimeZone)).DateTime;
        return person.Shifts.IsEmpty || facility.Shifts.Any(s => person.Shifts.Contains(s.Id) && s.Covers(local));
    }
}
