using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Server.Health;

/// <param name="Status">healthy, degraded or unhealthy.</param>
internal sealed record HealthView(string Status, HealthCheckView[] Checks);

internal sealed record HealthCheckView(string Name, string Status, string? Description);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.Select(e => new HealthCheckView(e.Key, Word(e.Value.Status), e.Value.Description)).ToArray();
        return context.Response.WriteAsJsonAsync(new HealthView(Word(report.Status), checks), Default.HealthView, cancellationToken: context.RequestAborted);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
