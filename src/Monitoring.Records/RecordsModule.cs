using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.Records.Alarms;
using Monitoring.Records.Book;
using Monitoring.Records.Notices;
using Monitoring.Records.Plans;

namespace Monitoring.Records;

public static class RecordsModule
{
    /// <summary>Adds the <see cref="Domain.Areas.Plan"/> and its <see cref="IPlanText"/>, the alarm records and their <see cref="RecordsHealth"/>.</summary>
    /// <exception cref="PlanException">The plan is wrong: nothing may start with it.</exception>
    public static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration)
    {
        var plan = configuration.GetSection(PlanOptions.Section).Get<PlanOptions>() ?? new PlanOptions();
        var text = new PlanText(plan.Path);
        services.AddSingleton(text.Plan);
        services.AddSingleton<IPlanText>(text);

        services.AddOptions<RecordsOptions>().BindConfiguration(RecordsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RecordsOptions>, RecordsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RecordsHealth>();
        services.AddSingleton<RecordsFile>();
        services.AddSingleton<IAlarmRecords, AlarmRecords>();
        services.AddSingleton<INoticeRecords, NoticeRecords>();
        services.AddHostedService<RecordsOpening>();
        return services;
    }

    /// <summary>Asks for the records, so that their file is opened before the first grain wakes and not in its turn.</summary>
    private sealed class RecordsOpening(IAlarmRecords records) : IHostedService
    {
        public IAlarmRecords Records { get; } = records;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
