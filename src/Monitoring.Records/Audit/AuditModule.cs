using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Records.Access;
using Monitoring.Records.Access.Database;
using Monitoring.Records.Book;
using Monitoring.Records.Plans;

namespace Monitoring.Records.Audit;

public static class AuditModule
{
    /// <summary>
    /// Adds the <see cref="AuditTrail"/>, the <see cref="AuditWatch"/> over both chains with its <see cref="AuditState"/>, the checkpoints, and the record of plans. Needs the
    /// records and the access records.
    /// </summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddAuditTrail();
        services.AddOptions<PlanOptions>().BindConfiguration(PlanOptions.Section);
        services.AddSingleton(s => new ChainedTrail(s.GetRequiredService<IDbContextFactory<AccessContext>>()));
        services.AddSingleton(s => new ChainedJournal(s.GetRequiredService<RecordsFile>().Reader));
        services.AddSingleton(s => new AuditVerifier(
            s.GetRequiredService<IDbContextFactory<AccessContext>>(), s.GetRequiredService<ChainedTrail>(), s.GetRequiredService<ChainedJournal>(),
            s.GetRequiredService<CheckpointBook>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new AuditWatch(
            s.GetRequiredService<AuditVerifier>(), s.GetRequiredService<AuditState>(), s.GetRequiredService<IOptions<RecordsOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.AddHostedService<PlanRecorder>();
        services.AddHostedService<CheckpointSigner>();
        services.AddHostedService(s => s.GetRequiredService<AuditWatch>());
        return services;
    }

    /// <summary>Adds the <see cref="AuditTrail"/> to be read, and the <see cref="AuditState"/>, which says nothing yet.</summary>
    public static IServiceCollection AddAuditTrail(this IServiceCollection services) => services
        .AddSingleton<AuditState>()
        .AddSingleton(s => new CheckpointBook(s.GetRequiredService<IDbContextFactory<AccessContext>>()))
        .AddSingleton(s => new AuditTrail(s.GetRequiredService<IDbContextFactory<AccessContext>>(), s.GetRequiredService<CheckpointBook>()));

    /// <summary>Adds <see cref="AuditReading"/> alone, for a command beside the server.</summary>
    public static IServiceCollection AddAuditReading(this IServiceCollection services, IConfiguration configuration) => services
        .AddAccessRecords(configuration)
        .AddSingleton(s => new AuditReading(s.GetRequiredService<IOptions<RecordsOptions>>(), s.GetRequiredService<AccessDatabase>(), s.GetRequiredService<TimeProvider>()));
}
