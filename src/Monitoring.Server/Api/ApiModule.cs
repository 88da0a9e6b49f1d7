using Microsoft.Extensions.DependencyInjection.Extensions;
using Monitoring.Ingest.Rejects;
using Monitoring.Server.Access;
using Monitoring.Server.Exports;

namespace Monitoring.Server.Api;

internal static class ApiModule
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.TryAddSingleton(s => RejectsApi.Ask(s.GetRequiredService<RejectLog>()));
        return services
            .AddSingleton<Overviews>()
            .AddSingleton<BoardReader>()
            .AddSingleton<Acting>()
            .AddScoped<SessionReader>()
            .ConfigureHttpJsonOptions(json =>
            {
                ServerJson.Apply(json.SerializerOptions);
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default);
            })
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true)
            .AddProblemDetails()
            .AddExceptionHandler<FailureHandler>()
            .Configure<ExceptionHandlerOptions>(failures => failures.SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException)
            .AddOpenApi(api => api.DescribeRights());
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapFacilities();
        api.MapAreas();
        api.MapAlarms();
        api.MapEquipment();
        api.MapPeople();
        api.MapDevices();
        api.MapDeliveries();
        api.MapAlarmHealth();
        api.MapExport();
        api.MapForwarding();
        api.MapHistory();
        api.MapCompliance();
        api.MapPlan();
        api.MapReadings();
        api.MapRejects();
        api.MapAudit();
        api.MapSession();
        api.MapInvitations();
        api.MapAccount();
        api.MapAccounts();
        api.MapKeys();
        api.MapKiosks();
        routes.MapOpenApi().RequireSignedIn();
    }
}
