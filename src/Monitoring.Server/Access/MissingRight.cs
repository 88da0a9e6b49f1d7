using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Server.Access;

/// <summary>What a caller would need, said so that they can ask for it.</summary>
/// <param name="Facility">Null: anywhere at all, or everywhere.</param>
/// <param name="Area">Null: the whole facility.</param>
internal sealed record MissingRight(Right Right, string? Facility = null, string? Area = null, bool IsEverywhere = false)
{
    public string Sentence => $"This needs the right '{Word}' {Place}. Whoever manages the people there can grant a role that brings it.";

    private string Word => JsonNamingPolicy.CamelCase.ConvertName(Right.ToString());

    private string Place => this switch
    {
        { IsEverywhere: true } => "over every facility",
        { Facility: null } => "over an area at least",
        { Area: null } => $"over the whole facility '{Facility}'",
        _ => $"over the area '{Facility}/{Area}'",
    };

    /// <returns>Null: the caller holds it.</returns>
    public static MissingRight? Find(Permissions permissions, Right right, AreaId area) =>
        permissions.Allows(right, area.Facility, area.Area) ? null : new MissingRight(right, area.Facility, area.Area);

    public ProblemHttpResult ToProblem() => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status403Forbidden,
        Title = "A right is missing.",
        Detail = Sentence,
        Extensions = { ["right"] = Word, ["facility"] = Facility, ["area"] = Area },
    });
}
