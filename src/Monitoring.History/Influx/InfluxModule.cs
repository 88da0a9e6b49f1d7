using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.History.Store;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Influx;

internal static class InfluxModule
{
    /// <summary>The settings, checked at start, and <see cref="InfluxHealth"/>; where an address is set, everything that speaks to InfluxDB and <see cref="Forwarding"/>.</summary>
    public static IServiceCollection AddInflux(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InfluxOptions>().BindConfiguration(InfluxOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<InfluxOptions>>(s => new InfluxRules(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<InfluxHealth>();
        if (configuration[$"{InfluxOptions.Section}:{nameof(InfluxOptions.Address)}"] is null)
        {
            return services;
        }

        services.AddSingleton<InfluxClient>();
        services.AddHostedService<InfluxCheck>();
        services.AddSingleton(Delivery);
        services.AddSingleton(s => new Forwarding(s.GetRequiredService<ReadingStore>(), s.GetRequiredService<InfluxHealth>()));
        services.AddSingleton<IHostedService>(s => new Forwarder(
            s.GetRequiredService<ReadingStore>(), s.GetRequiredService<IOptions<InfluxOptions>>().Value, s.GetRequiredService<Delivery>(), s.GetRequiredService<InfluxHealth>(), s.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static Delivery Delivery(IServiceProvider services)
    {
        var (store, time) = (services.GetRequiredService<ReadingStore>(), services.GetRequiredService<TimeProvider>());
        return new Delivery(
            services.GetRequiredService<InfluxClient>(),
            services.GetRequiredService<InfluxHealth>(),
            (line, words, _) => store.Writer.WriteAsync(connection => QuarantineTable.Add(connection, time.GetUtcNow().ToUnixTimeMilliseconds(), line.Span, words)),
            time,
            services.GetRequiredService<ILogger<Delivery>>());
    }
}
