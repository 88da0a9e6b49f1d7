using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.People;

namespace Monitoring.Server.Access;

/// <summary>Over what somebody must hold a right.</summary>
internal enum Where
{
    /// <summary>The area that the request names: <c>facility</c> and <c>area</c>.</summary>
    Area,

    /// <summary>The whole facility that the request names: <c>facility</c>.</summary>
    Facility,

    /// <summary>The area of the alarm that the request names: <c>id</c>.</summary>
    Alarm,

    /// <summary>Somewhere: whoever answers shows only what the caller may have to do with.</summary>
    Anywhere,

    /// <summary>Every facility, those of tomorrow too.</summary>
    Everywhere,
}

/// <summary>
/// What a route or a method of the hub asks of its caller. Being <see cref="IAuthorizeData"/>, too, it makes a host refuse to serve that forgot the authorization.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsRightAttribute(Right right, Where where) : Attribute, IAuthorizeData, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Right Right { get; } = right;

    public Where Where { get; } = where;

    /// <summary>For the API's description.</summary>
    public string Sentence => $"Needs the right '{JsonNamingPolicy.CamelCase.ConvertName(Right.ToString())}' over " + Where switch
    {
        Where.Area => "the area.",
        Where.Facility => "the facility.",
        Where.Alarm => "the alarm's area.",
        Where.Anywhere => "an area at least; the answer is narrowed to what the caller may see.",
        _ => "every facility.",
    };

    string? IAuthorizeData.Policy { get; set; }

    string? IAuthorizeData.Roles { get; set; }

    string? IAuthorizeData.AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <param name="named">What the request calls <c>facility</c>, <c>area</c> or <c>id</c>; null: nothing, and then nobody may.</param>
    /// <returns>What the caller lacks; null: nothing.</returns>
    public MissingRight? FindMissing(Permissions permissions, Func<string, string?> named)
    {
        var (facility, area) = (named("facility"), named("area"));
        return Where switch
        {
            Where.Area => facility is not null && area is not null && permissions.Allows(Right, facility, area) ? null : new MissingRight(Right, facility, area),
            Where.Facility => facility is not null && permissions.Allows(Right, facility, null) ? null : new MissingRight(Right, facility),
            Where.Alarm => FindMissing(permissions, named("id")),
            Where.Anywhere => permissions.AllowsAnywhere(Right) ? null : new MissingRight(Right),
            _ => permissions.AllowsEverywhere(Right) ? null : new MissingRight(Right, IsEverywhere: true),
        };
    }

    /// <summary>An id that names no area is the handler's to refuse, to those who could do such a thing somewhere.</summary>
    private MissingRight? FindMissing(Permissions permissions, string? alarm) =>
        alarm is not null && AlarmId.TryGetArea(alarm, out var area) ? MissingRight.Find(permissions, Right, area)
        : alarm is not null && permissions.AllowsAnywhere(Right) ? null
        : new MissingRight(Right);
}
