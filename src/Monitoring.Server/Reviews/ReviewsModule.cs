using Microsoft.Extensions.DependencyInjection.Extensions;
using Monitoring.Server.Trials;

namespace Monitoring.Server.Reviews;

internal static class ReviewsModule
{
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.TryAddSingleton<Replays>();
        return services.AddSingleton<ReviewTurns>().AddSingleton<ComplianceReader>().AddSingleton<HeldReader>().AddSingleton<ExcursionAlarms>();
    }
}
