using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Monitoring.Server.Access;

/// <summary>Says in RFC 9457's form who has to sign in, and which right is missing over what.</summary>
internal sealed class RefusalHandler : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        if (context.Caller() is not { } caller)
        {
            // RFC 9110, 15.5.2. A browser asks nobody for a bearer token, so no window opens.
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Problem(
                "Sign in (POST /api/v1/session), or send a valid key: Authorization: Bearer mk_…",
                statusCode: StatusCodes.Status401Unauthorized,
                title: "Nobody is signed in.").ExecuteAsync(context);
        }

        var missing = policy.Requirements.OfType<NeedsRightAttribute>()
            .Select(n => n.FindMissing(caller.Permissions, RightsHandler.NamedBy(context)))
            .FirstOrDefault(m => m is not null);
        return missing is null
            ? Results.Problem("Nothing says that this caller may do this.", statusCode: StatusCodes.Status403Forbidden, title: "A right is missing.").ExecuteAsync(context)
            : missing.ToProblem().ExecuteAsync(context);
    }
}
