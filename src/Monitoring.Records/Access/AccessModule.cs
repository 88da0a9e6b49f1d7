using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.Records.Access.Database;

namespace Monitoring.Records.Access;

public static class AccessModule
{
    /// <summary>
    /// Adds the access database (<see cref="AccessContext"/>, scoped and by factory), Identity's stores over it, <see cref="AccessBook"/>, <see cref="PersonalData"/>, <see cref="AccessChanges"/>,
    /// <see cref="AccessHealth"/> and the <see cref="IDeviceRegistry"/>. Its tables are made when it is first used; a host stops at the start if that can't be.
    /// </summary>
    public static IServiceCollection AddAccessRecords(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<RecordsOptions>().BindConfiguration(RecordsOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RecordsOptions>, RecordsOptionsValidator>());
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessRules>();

        services.AddSingleton<AccessHealth>();
        services.AddSingleton<AccessChanges>();
        services.AddSingleton<AccessDatabase>(s => Choose(s, s.GetRequiredService<IOptions<AccessOptions>>().Value));
        services.AddDbContextFactory<AccessContext>((s, options) =>
        {
            var database = s.GetRequiredService<AccessDatabase>();
            database.Configure(options);
            options.AddInterceptors(new AccessConnections(database));

            // Who asked says what is wrong, once: not the database each time.
            options.ConfigureWarnings(w => w.Log(
                (RelationalEventId.CommandExecuted, LogLevel.Debug),
                (RelationalEventId.CommandError, LogLevel.Debug),
                (RelationalEventId.ConnectionError, LogLevel.Debug),
                (CoreEventId.QueryIterationFailed, LogLevel.Debug),
                (CoreEventId.SaveChangesFailed, LogLevel.Debug),
                (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)));
        });
        services.AddScoped(s => new AccessBook(
            s.GetRequiredService<AccessContext>(), s.GetRequiredService<AccessDatabase>(), s.GetRequiredService<AccessChanges>(), s.GetRequiredService<TimeProvider>()));
        services.AddScoped(s => new PersonalData(s.GetRequiredService<AccessBook>(), s.GetRequiredService<AccessDatabase>(), s.GetRequiredService<TimeProvider>()));
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<AccessContext>();

        services.AddSingleton<DeviceRegistry>();
        services.AddSingleton<IDeviceRegistry>(s => s.GetRequiredService<DeviceRegistry>());
        services.AddHostedService<AccessOpening>();
        services.AddHostedService<AccessPoll>();
        services.AddHostedService(s => s.GetRequiredService<DeviceRegistry>());
        return services;
    }

    /// <summary>For a command beside the server: in another folder it would make a second, empty database, and what it hands out would be worth nothing.</summary>
    /// <returns>Why there is nothing, with the remedy; null: the database is there, or on a PostgreSQL server.</returns>
    public static string? WhyNoAccessRecords(this IConfiguration configuration)
    {
        var directory = configuration[$"{RecordsOptions.Section}:{nameof(RecordsOptions.Directory)}"] ?? new RecordsOptions().Directory;
        var file = Path.GetFullPath(Path.Combine(directory, SqliteDatabase.FileName));
        return configuration[$"{AccessOptions.Section}:{nameof(AccessOptions.PostgreSql)}"] is not null || File.Exists(file)
            ? null
            : $"There is no '{file}': the server keeps its people and devices elsewhere, or was never started. Run this in the server's folder, or set Data:Directory to its data directory.";
    }

    private static AccessDatabase Choose(IServiceProvider services, AccessOptions options)
    {
        var health = services.GetRequiredService<AccessHealth>();
        if (options.PostgreSql is null)
        {
            return new SqliteDatabase(services.GetRequiredService<IOptions<RecordsOptions>>().Value.Directory, health);
        }

        var connection = options.Parse();
        connection.Password = options.Secret()?.Read();
        return new PostgreSqlDatabase(connection, health);
    }
}
