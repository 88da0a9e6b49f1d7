using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Monitoring.Grains.Areas;

namespace Monitoring.Grains;

public static class GrainsModule
{
    /// <summary>The grains find the plan (<see cref="Domain.Areas.Plan"/>), the record book (<see cref="Ports.IAlarmRecords"/>) and the clock here.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton<TimeProvider>(AreaGrain.Clock, (s, _) => s.GetRequiredService<TimeProvider>());
        return services;
    }
}
