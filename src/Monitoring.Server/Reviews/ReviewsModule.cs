namespace Monitoring.Server.Reviews;

internal static class ReviewsModule
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services.AddSingleton<ComplianceReader>().AddSingleton<ExcursionAlarms>();
}
