using Monitoring.Grains;
using Monitoring.Server;
using Monitoring.Server.Access;
using Monitoring.Server.Api;
using Monitoring.Server.Dashboard;
using Monitoring.Server.Health;
using Monitoring.Server.Live;
using Monitoring.Server.Telemetry;

return await ServerRun.RunAsync(
    args,
    builder =>
    {
        builder.AddHost();
        builder.AddTelemetry();
        builder.Services.AddGrains();
        builder.Services.AddLive();
        builder.Services.AddApi();
        builder.Services.AddServerHealth();
    },
    app =>
    {
        app.UseBrowserProtection();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapApi();
        app.MapLive();
        app.MapHealth();
        app.MapTelemetry();
        app.MapDashboard();
    });
