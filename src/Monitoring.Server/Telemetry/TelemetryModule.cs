using Monitoring.Domain.People;
using Monitoring.Server.Access;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Monitoring.Server.Telemetry;

internal static class TelemetryModule
{
    /// <summary>Where traces and metrics are pushed to, by OpenTelemetry's own name; nothing is pushed without it.</summary>
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Health is asked for all the time, and who sees the traces must not see the codes that stand in these paths: a code makes an account.</summary>
    private static readonly PathString[] Untraced = ["/healthz", "/welcome", "/api/v1/invitations"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("monitoring", serviceVersion: typeof(TelemetryModule).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(m => m
                .AddMeter("Monitoring", "Microsoft.Orleans")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            telemetry
                .WithTracing(t => t
                    .AddSource("Monitoring", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application")
                    .AddAspNetCoreInstrumentation(o => o.Filter = request => IsTraced(request.Request.Path)))
                .UseOtlpExporter();
        }
    }

    internal static bool IsTraced(PathString path) => !Untraced.Any(u => path.StartsWithSegments(u, StringComparison.OrdinalIgnoreCase));

    /// <summary>Prometheus sends a key: <c>authorization: { credentials_file: … }</c>.</summary>
    public static void MapTelemetry(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics").RequireRight(Right.Operate, Where.Anywhere);
}
