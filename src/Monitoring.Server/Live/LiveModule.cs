using Monitoring.Domain.Areas;
using Monitoring.Server.Access;
using Monitoring.Server.Api;

namespace Monitoring.Server.Live;

internal static class LiveModule
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton(s => GrainAccess.Through(s.GetRequiredService<IGrainFactory>(), s.GetRequiredService<Plan>()));
        services.AddSingleton<AreaRelay>().AddHostedService(s => s.GetRequiredService<AreaRelay>());
        services.AddSingleton<OverviewRelay>().AddHostedService(s => s.GetRequiredService<OverviewRelay>());
        services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 32 * 1024).AddJsonProtocol(json => ServerJson.Apply(json.PayloadSerializerOptions));
        return services.AddHubRights();
    }

    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapHub<LiveHub>("/hubs/live").RequireSignedIn();
}
