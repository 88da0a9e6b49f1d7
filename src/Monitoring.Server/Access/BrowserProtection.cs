using Microsoft.AspNetCore.HostFiltering;

namespace Monitoring.Server.Access;

/// <summary>
/// Keeps other sites' pages out while the server trusts its own machine: it answers only to this machine's names (a foreign name that leads here is another
/// site's trick), and takes changes and live connections only from its own pages or from programs, which send no origin.
/// </summary>
internal static class BrowserProtection
{
    private const string ContentPolicy =
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddBrowserProtection(this IServiceCollection services) => services.Configure<HostFilteringOptions>(hosts =>
    {
        hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
        hosts.AllowEmptyHosts = false;
        hosts.IncludeFailureMessage = true;
    });

    public static void UseBrowserProtection(this IApplicationBuilder app)
    {
        app.UseHostFiltering();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return IsForeign(context.Request) ? Refuse(context) : next(context);
        });
    }

    private static bool IsForeign(HttpRequest request) =>
        (request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        && request.Headers.Origin.Count > 0
        && !string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context) =>
        Results.Problem("Pages of other sites may not change or follow anything here.", statusCode: StatusCodes.Status403Forbidden, title: "Foreign origin.").ExecuteAsync(context);
}
