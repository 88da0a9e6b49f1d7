using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace Monitoring.Server.Access;

/// <summary>
/// Keeps other sites' pages out: answers to this server's own names alone, takes changes and live connections only from its own pages or from programs (which send no
/// origin), and tells browsers to load, run and frame nothing else. Comes first, so that errors have its headers too.
/// </summary>
internal static class BrowserProtection
{
    /// <summary>
    /// The dashboard: files of this server, nothing inline, no text made into script or markup except by the one policy of the library that draws it (its own templates).
    /// </summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

    /// <summary>Everything else is data, even where somebody makes a browser show it as a page.</summary>
    private const string DataPolicy = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), serial=(), usb=(), autoplay=(self), fullscreen=(self), screen-wake-lock=(self)";

    private static readonly TimeSpan HttpsOnly = TimeSpan.FromDays(365);

    public static IServiceCollection AddBrowserProtection(this IServiceCollection services) => services
        .AddSingleton<IConfigureOptions<HostFilteringOptions>, OwnHosts>()
        .AddHsts(hsts => hsts.MaxAge = HttpsOnly);

    public static void UseBrowserProtection(this WebApplication app)
    {
        var publicOrigin = OwnHosts.PublicAddress(app.Configuration)?.GetLeftPart(UriPartial.Authority);
        app.Use((context, next) =>
        {
            // At the start of the answer: the handler of failures empties the headers that are set before.
            context.Response.OnStarting(Protect, context.Response);
            return next(context);
        });
        app.UseHostFiltering();
        app.UseHsts();
        app.Use((context, next) => IsForeign(context.Request, publicOrigin) ? Refuse(context) : next(context));
    }

    private static Task Protect(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.TryAdd("Content-Security-Policy", DataPolicy);
        headers.TryAdd("Cache-Control", "no-store");
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        return Task.CompletedTask;
    }

    /// <summary>By its origin, and by what the browser itself says of where the request comes from (Fetch Metadata), which no page can change.</summary>
    private static bool IsForeign(HttpRequest request, string? publicOrigin) =>
        (request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        && (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" || (request.Headers.Origin.Count > 0 && !IsOwn(request.Headers.Origin.ToString(), request, publicOrigin)));

    private static bool IsOwn(string origin, HttpRequest request, string? publicOrigin) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || (publicOrigin is not null && string.Equals(origin, publicOrigin, StringComparison.OrdinalIgnoreCase));

    private static Task Refuse(HttpContext context) =>
        Results.Problem("Pages of other sites may not change or follow anything here.", statusCode: StatusCodes.Status403Forbidden, title: "Foreign origin.").ExecuteAsync(context);
}
