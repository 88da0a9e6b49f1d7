using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.Server.Access.Certificates;

namespace Monitoring.Server.Notifications;

internal static class NotificationsModule
{
    /// <summary>Adds <see cref="INoticeSender"/> and <see cref="PublicAddress"/>. Needs the plan and <see cref="IDeviceCommands"/>.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        // A misspelt setting would be a channel that nobody is told on.
        services.AddOptions<NotificationOptions>()
            .Bind(configuration.GetSection(NotificationOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationOptions>>(new NotificationRules(configuration));
        services.AddSingleton(s => Root(s.GetRequiredService<IOptions<NotificationOptions>>().Value, s));
        services.AddSingleton<INoticeSender, NoticeSender>();
        services.AddHostedService<NotificationsCheck>();
        return services;
    }

    private static PublicAddress Root(NotificationOptions options, IServiceProvider services)
    {
        var http = services.GetRequiredService<IOptions<ServerOptions>>().Value.Http;
        var address = options.PublicAddress ?? services.OwnAddress(http.TlsPort, http.Port).ToString();
        return new PublicAddress(new Uri(address.EndsWith('/') ? address : address + '/'));
    }
}
