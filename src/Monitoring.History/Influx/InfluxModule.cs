using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Monitoring.History.Influx;

internal static class InfluxModule
{
    /// <summary>The settings, checked at start; <see cref="InfluxHealth"/>; and <see cref="InfluxClient"/>, to be asked for only if <see cref="InfluxOptions.IsUsed"/>.</summary>
    public static IServiceCollection AddInflux(this IServiceCollection services)
    {
        services.AddOptions<InfluxOptions>().BindConfiguration(InfluxOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<InfluxOptions>>(s => new InfluxRules(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<InfluxHealth>();
        services.AddSingleton<InfluxClient>();
        return services;
    }
}
