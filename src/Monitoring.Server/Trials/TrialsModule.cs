namespace Monitoring.Server.Trials;

internal static class TrialsModule
{
    /// <summary>Health of the alarm system, proposals, and plans that are tried before they are saved.</summary>
    public static IServiceCollection AddTrials(this IServiceCollection services) =>
        services.AddSingleton<Replays>().AddSingleton<PlanTrials>().AddSingleton<HealthReader>().AddSingleton<ProposalFinder>();
}
