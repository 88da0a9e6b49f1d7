using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Domain.Devices;
using Monitoring.Domain.Wire;
using Monitoring.Grains.Contracts;
using Monitoring.Grains.Ports;
using Monitoring.Ingest.Devices;
using Monitoring.Ingest.Mqtt;
using Monitoring.Ingest.Rejects;

namespace Monitoring.Ingest;

public static class IngestModule
{
    /// <summary>The settings alone, for who only has to know where devices connect.</summary>
    public static IServiceCollection AddMqttSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MqttOptions>().Bind(configuration.GetSection(MqttOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MqttOptions>, MqttOptionsValidator>();
        services.AddSingleton<IValidateOptions<MqttOptions>, MqttSecretsValidator>();
        return services;
    }

    /// <summary>
    /// Readings in, and commands to sirens out (<see cref="IDeviceCommands"/>). Needs the plan, the reading store, the device registry, the grain factory. Its hosted services start in
    /// this order: rejects, feed (replay), broker; register it after the store and the silo, so that it starts after them and stops before.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMqttSettings(configuration);
        services.AddOptions<DataOptions>().Bind(configuration.GetSection(DataOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DataOptions>, DataOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TopicTable>();
        services.TryAddSingleton<Func<AreaId, IAreaGrain>>(s => area => s.GetRequiredService<IGrainFactory>().GetArea(s.GetRequiredService<Plan>(), area));
        services.AddSingleton<IngestHealth>();
        services.AddSingleton<RejectLog>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<Intake>();
        services.TryAddSingleton<TopicRights>();
        services.AddSingleton<GuessGuard>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<DeviceConnections>();
        services.AddSingleton<IDeviceConnections>(s => s.GetRequiredService<DeviceConnections>());
        services.AddSingleton<DeviceGate>();
        services.AddSingleton<DeviceDoor>();
        services.AddSingleton<Pace>();
        services.AddSingleton<SubscriptionGate>();
        services.AddSingleton<EmbeddedCommands>();
        services.AddSingleton<ExternalCommands>();
        services.AddSingleton<IDeviceCommands>(s => s.GetRequiredService<IOptions<MqttOptions>>().Value.Mode == MqttMode.Embedded
            ? s.GetRequiredService<EmbeddedCommands>()
            : s.GetRequiredService<ExternalCommands>());
        services.AddOptions<KestrelServerOptions>().Configure(MqttListener.ListenMqtt);
        services.AddHostedService(s => s.GetRequiredService<RejectLog>());
        services.AddHostedService(s => s.GetRequiredService<LiveFeed>());
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<IOptions<MqttOptions>>().Value.Mode == MqttMode.Embedded
            ? ActivatorUtilities.CreateInstance<EmbeddedBroker>(s)
            : ActivatorUtilities.CreateInstance<ExternalBroker>(s));
        return services;
    }
}
