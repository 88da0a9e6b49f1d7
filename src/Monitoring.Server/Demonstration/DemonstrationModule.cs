using Monitoring.Simulator;

namespace Monitoring.Server.Demonstration;

/// <summary><c>--demo</c>: simulated devices beside the server, which reach it over MQTT like any others.</summary>
internal static class DemonstrationModule
{
    public static void AddDemonstration(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>("Demo"))
        {
            builder.Services.AddHostedService<SimulatedDevices>();
        }
    }

    private sealed class SimulatedDevices(IConfiguration configuration, TimeProvider time, ILogger<SimulatedDevices> logger) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var defaults = new DemoOptions();
            var options = defaults with { Host = configuration["Mqtt:Host"] ?? defaults.Host, Port = configuration.GetValue("Mqtt:Port", defaults.Port) };
            return Demo.RunAsync(options, time, logger, stoppingToken);
        }
    }
}
