using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Domain.Areas;
using Monitoring.Grains.Ports;
using Monitoring.History.Copies;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.History.Store.Rollups;

namespace Monitoring.History;

public static class HistoryModule
{
    /// <summary>
    /// The embedded reading store: <see cref="IReadingStore"/>, <see cref="IReadingHistory"/>, <see cref="ReadingStore"/> (its health), <see cref="Backup"/>,
    /// and the upkeep that seals and deletes; the way to InfluxDB, where one is configured. Needs a <see cref="Plan"/>.
    /// </summary>
    public static IHostApplicationBuilder AddHistory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHistory(builder.Configuration);
        return builder;
    }

    /// <inheritdoc cref="AddHistory(IHostApplicationBuilder)"/>
    public static IServiceCollection AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HistoryOptions>()
            .BindConfiguration(HistoryOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.Directory = configuration["Data:Directory"] ?? options.Directory)
            .Validate(
                o => o.MinuteRetention >= o.Retention && !(o.HourRetention < o.MinuteRetention),
                "History:MinuteRetention must not be shorter than History:Retention, nor History:HourRetention than History:MinuteRetention: a coarser past outlives a finer one.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<HistoryOptions>, HistoryOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => new ReadingStore(
            s.GetRequiredService<Plan>(), s.GetRequiredService<IOptions<HistoryOptions>>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ReadingStore>>(),
            ships: s.GetRequiredService<IOptions<InfluxOptions>>().Value.IsUsed));
        services.AddSingleton<IReadingStore>(s => s.GetRequiredService<ReadingStore>());
        services.AddSingleton<ReadingHistory>();
        services.AddSingleton<IReadingHistory>(s => s.GetRequiredService<ReadingHistory>());
        services.AddSingleton(s => new Backup(s.GetRequiredService<ReadingStore>()));
        services.AddSingleton<HistoryCopy>();
        services.AddInflux(configuration);
        services.AddSingleton<Sealer>();
        services.AddSingleton<Retention>();
        services.AddHostedService<Upkeep>();
        services.AddHostedService<RollupBackfill>();
        return services;
    }
}
