using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.History.Store;
using Monitoring.History.Store.Shipping;

namespace Monitoring.History.Influx;

internal static class InfluxModule
{
    /// <summary>The settings, checked at start, and <see cref="InfluxHealth"/>; where an address is set, everything that speaks to InfluxDB and <see cref="Forwarding"/>; the alarms that go there come from <see cref="IAlarmRecords"/>.</summary>
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
        services.AddSingleton(s => Delivery(
            s.GetRequiredService<ReadingStore>(), s.GetRequiredService<InfluxClient>(), s.GetRequiredService<InfluxHealth>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Delivery>>()));
        services.AddSingleton<InfluxHistory>();
        services.AddSingleton<IReadingHistory, TieredHistory>();
        services.AddSingleton(s => new Forwarding(s.GetRequiredService<ReadingStore>(), s.GetRequiredService<InfluxHealth>()));
        // Before all that measures: a figure counts from when it is listened to.
        services.AddSingleton<MetricTotals>();
        services.AddHostedService<SystemPoints>();
        services.AddHostedService<InfluxCheck>();
        services.AddSingleton<IHostedService>(s => new Forwarder(
            s.GetRequiredService<ReadingStore>(), s.GetRequiredService<IOptions<InfluxOptions>>().Value, s.GetRequiredService<Delivery>(), s.GetRequiredService<InfluxHealth>(), s.GetRequiredService<TimeProvider>()));
        services.AddHostedService<AlarmPoints>();
        return services;
    }

    /// <summary>What the server refuses is kept in the store's quarantine.</summary>
    public static Delivery Delivery(ReadingStore store, InfluxClient client, InfluxHealth health, TimeProvider time, ILogger<Delivery> log) => new(
        client,
        health,
        (line, words, _) => store.Writer.WriteAsync(connection => QuarantineTable.Add(connection, time.GetUtcNow().ToUnixTimeMilliseconds(), line.Span, words)),
        time,
        log);
}
