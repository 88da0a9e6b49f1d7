using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Server.Health;

/// <summary>Does every area of the plan answer?</summary>
internal sealed class AreasCheck(AreaKeeper keeper) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silent = keeper.Silent;
        return Task.FromResult(silent.Length == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"These areas don't answer, their alarms aren't decided: {string.Join(", ", silent)}."));
    }
}
