using Monitoring.Domain.People;

namespace Monitoring.Server.Access;

/// <summary>What each route asks of its caller. A route that says nothing asks for a caller, and a test asks it to say something.</summary>
internal static class RightsOnRoutes
{
    /// <param name="where">Area, Facility and Alarm are read from the route's values <c>facility</c>, <c>area</c> and <c>id</c>.</param>
    public static TBuilder RequireRight<TBuilder>(this TBuilder route, Right right, Where where)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new NeedsRightAttribute(right, where));

    /// <summary>For a person's own things.</summary>
    public static TBuilder RequireSignedIn<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new SignedInAttribute());
}
