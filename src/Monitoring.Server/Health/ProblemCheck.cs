using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Server.Health;

/// <summary>A part of the server that can say what is wrong with it, in a sentence; null: nothing.</summary>
internal sealed class ProblemCheck(Func<string?> problem, HealthStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(problem() is { } wrong ? new HealthCheckResult(status, wrong) : HealthCheckResult.Healthy());
}
