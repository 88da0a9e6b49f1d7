using Monitoring.Grains;
using Monitoring.History;
using Monitoring.History.Influx;
using Monitoring.History.Store;
using Monitoring.Ingest;
using Monitoring.Records;
using Monitoring.Records.Access;
using Monitoring.Records.Audit;
using Monitoring.Server;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Certificates;
using Monitoring.Server.Api;
using Monitoring.Server.Commands;
using Monitoring.Server.Dashboard;
using Monitoring.Server.Demonstration;
using Monitoring.Server.Devices;
using Monitoring.Server.Exports;
using Monitoring.Server.Health;
using Monitoring.Server.Live;
using Monitoring.Server.Notifications;
using Monitoring.Server.Reviews;
using Monitoring.Server.Telemetry;
using Monitoring.Server.Trials;

if (HistoryCommand.IsMeant(args))
{
    return await HistoryCommand.RunAsync(args, (services, configuration) => services.AddRecords(configuration).AddHistory(configuration));
}

if (AuditCommand.IsMeant(args))
{
    return await AuditCommand.RunAsync(args);
}

if (DeviceCommand.IsMeant(args))
{
    return await DeviceCommand.RunAsync(
        args,
        (services, configuration) => services.AddRecords(configuration).AddAccessRecords(configuration).AddMqttSettings(configuration).AddCertificates().AddDevices(),
        Console.Out,
        Console.Error);
}

if (AccessCommand.IsMeant(args))
{
    return await AccessCommand.RunAsync(
        args, (services, configuration) => services.AddRecords(configuration).AddAccessRecords(configuration).AddCertificates().AddCredentials(configuration), Console.Out, Console.Error);
}

return await ServerRun.RunAsync(
    args,
    builder =>
    {
        builder.AddHost();
        builder.AddTelemetry();
        builder.Services.AddRecords(builder.Configuration);
        builder.Services.AddAccessRecords(builder.Configuration);
        builder.Services.AddAudit();
        builder.AddAccess();
        builder.Services.AddRights();
        builder.Services.AddHistory(builder.Configuration);
        builder.Services.AddGrains();
        builder.Services.AddIngest(builder.Configuration);
        builder.Services.AddDevices();
        builder.Services.AddNotifications(builder.Configuration);
        builder.Services.AddLive();
        builder.Services.AddTrials();
        builder.Services.AddReviews();
        builder.Services.AddExports();
        builder.Services.AddApi();
        builder.Services.AddServerHealth()
            .AddProblem("readings", s => s.GetRequiredService<ReadingStore>().Health.Problem)
            .AddProblem("records", s => s.GetRequiredService<RecordsHealth>().Current.Problem)
            .AddConcern("tls", s => s.Certificates()?.Problem)
            .AddConcern("secrets", s => SecretFiles.Problem(s.GetRequiredService<IConfiguration>()))
            .AddProblem("access", s => s.GetRequiredService<AccessHealth>().Problem)
            .AddConcern("influx", s => s.GetRequiredService<InfluxHealth>().Problem)
            .AddConcern("audit", s => s.GetRequiredService<AuditState>().Problem)
            .AddProblem("mqtt", s => s.GetRequiredService<IngestHealth>().State.WhyNot);
        builder.AddDemonstration();
    },
    app =>
    {
        app.UseBrowserProtection();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseDashboardFiles();
        app.UseAccess();
        app.MapApi();
        app.MapLive();
        app.MapHealth();
        app.MapAuthority();
        app.MapTelemetry();
        app.MapDashboard();
    });
