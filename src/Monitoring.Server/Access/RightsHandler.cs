using Microsoft.AspNetCore.Authorization;

namespace Monitoring.Server.Access;

/// <summary>Decides what a route asks. The hub's methods are decided by <see cref="HubRights"/>.</summary>
internal sealed class RightsHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.User.Caller() is not { } caller)
        {
            return Task.CompletedTask;
        }

        foreach (var requirement in context.PendingRequirements.ToArray())
        {
            if (requirement is SignedInAttribute
                || (requirement is NeedsRightAttribute need && need.FindMissing(caller.Permissions, NamedBy(context.Resource)) is null))
            {
                context.Succeed(requirement);
            }
        }

        return Task.CompletedTask;
    }

    public static Func<string, string?> NamedBy(object? request) => name => (request as HttpContext)?.GetRouteValue(name) as string;
}
