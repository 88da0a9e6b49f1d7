using Monitoring.Server.Access;

namespace Monitoring.Server.Dashboard;

/// <summary>The browser's program: built into <c>wwwroot</c>. Its pages are all the same file; its assets carry their content's hash in their names.</summary>
internal static class DashboardModule
{
    private static readonly string[] Pages =
    [
        "/", "/alarms/{**rest}", "/areas/{**rest}", "/history",
        "/sign-in", "/welcome/{code}", "/account",
        "/people", "/devices", "/kiosks", "/keys", "/audit",
    ];

    /// <summary>Before anybody is asked who they are: the program holds nothing that isn't public.</summary>
    public static void UseDashboardFiles(this IApplicationBuilder app) => app.UseStaticFiles(Files(app.ApplicationServices));

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var files = Files(routes.ServiceProvider);
        foreach (var page in Pages)
        {
            routes.MapFallbackToFile(page, "index.html", files).AllowAnonymous();
        }
    }

    private static StaticFileOptions Files(IServiceProvider services) => new()
    {
        FileProvider = new DashboardFiles(services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider),
        OnPrepareResponse = file => SetHeaders(file.Context),
    };

    private static void SetHeaders(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = BrowserProtection.PagePolicy;
        context.Response.Headers.CacheControl =
            context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
