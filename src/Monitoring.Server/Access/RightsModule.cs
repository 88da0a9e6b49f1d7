using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Monitoring.Server.Access;

internal static class RightsModule
{
    /// <summary>What callers may do on routes and in the hub, a <see cref="CallerQuestion"/> given. Who isn't signed in may nothing but what says so itself.</summary>
    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        var signedIn = new AuthorizationPolicyBuilder().AddRequirements(new SignedInAttribute()).Build();
        services.AddAuthorizationBuilder().SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
        services.Configure<HubOptions>(hub => hub.AddFilter<HubRights>());
        return services
            .AddSingleton<HubRights>()
            .AddSingleton<ConnectionGuard>().AddHostedService(s => s.GetRequiredService<ConnectionGuard>())
            .AddSingleton<IAuthorizationHandler, RightsHandler>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalHandler>();
    }
}
