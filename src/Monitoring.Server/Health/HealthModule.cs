using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Server.Health;

internal static class HealthModule
{
    /// <summary>Add a part of the server with <see cref="AddProblem"/>.</summary>
    public static IHealthChecksBuilder AddServerHealth(this IServiceCollection services)
    {
        services.AddSingleton<AreaKeeper>().AddHostedService(s => s.GetRequiredService<AreaKeeper>());
        return services.AddHealthChecks().AddCheck<AreasCheck>("areas");
    }

    /// <param name="problem">What is wrong with the part now, in a sentence that says what to do; null: nothing.</param>
    public static IHealthChecksBuilder AddProblem(this IHealthChecksBuilder checks, string name, Func<IServiceProvider, string?> problem) =>
        checks.Add(new HealthCheckRegistration(name, services => new ProblemCheck(() => problem(services), HealthStatus.Unhealthy), HealthStatus.Unhealthy, tags: null));

    /// <summary>The same of something that the server does without: it is ready all the same, and says what is wrong.</summary>
    public static IHealthChecksBuilder AddConcern(this IHealthChecksBuilder checks, string name, Func<IServiceProvider, string?> problem) =>
        checks.Add(new HealthCheckRegistration(name, services => new ProblemCheck(() => problem(services), HealthStatus.Degraded), HealthStatus.Degraded, tags: null));

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = HealthJson.WriteAsync }).AllowAnonymous();
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = HealthJson.WriteAsync }).AllowAnonymous();
    }
}
