using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Monitoring.Server.Access;

internal static class RightsModule
{
    /// <summary>What callers may do on routes. Who isn't signed in may nothing but what says so itself.</summary>
    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        var signedIn = new AuthorizationPolicyBuilder().AddRequirements(new SignedInAttribute()).Build();
        services.AddAuthorizationBuilder().SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
        return services
            .AddSingleton<IAuthorizationHandler, RightsHandler>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalHandler>();
    }

    /// <summary>What callers may do in the hub, and for how long. Needs a <see cref="CallerQuestion"/>.</summary>
    public static IServiceCollection AddHubRights(this IServiceCollection services)
    {
        services.Configure<HubOptions>(hub => hub.AddFilter<HubRights>());
        return services
            .AddSingleton<HubRights>()
            .AddSingleton<ConnectionGuard>().AddHostedService(s => s.GetRequiredService<ConnectionGuard>());
    }
}
