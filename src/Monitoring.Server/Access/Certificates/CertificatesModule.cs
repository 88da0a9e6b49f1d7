using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Ports;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access.Certificates;

/// <summary>TLS: the server's certificate and the authority that it made for itself.</summary>
internal static class CertificatesModule
{
    public const string AuthorityPath = "/authority.pem";

    /// <summary>Adds <see cref="ICertificates"/>. Ask for it where TLS is on alone: it makes keys.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services)
    {
        services.AddOptions<TlsOptions>().BindConfiguration(TlsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TlsOptions>, TlsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => KeyFolder.Of(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ServerCertificates>();
        services.AddSingleton<ICertificates>(s => s.GetRequiredService<ServerCertificates>());
        return services;
    }

    /// <summary>Null where TLS is off.</summary>
    public static ServerCertificates? Certificates(this IServiceProvider services) =>
        TlsOptions.IsOn(services.GetRequiredService<IConfiguration>()) ? services.GetRequiredService<ServerCertificates>() : null;

    /// <summary>Where people open the dashboard: encrypted when that is on, because a kitchen's server has no screen of its own.</summary>
    public static Uri OwnAddress(this IServiceProvider services, int tlsPort, int port) =>
        tlsPort != 0 && services.Certificates() is { } certificates ? certificates.Address(tlsPort) : new Uri($"http://localhost:{port}/");

    /// <summary>For browsers: no client certificates.</summary>
    public static TlsHandshakeCallbackOptions ForHttps(this ICertificates certificates) => new()
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificates.Server }),
    };

    /// <summary>The authority for browsers and devices to install: the same few bytes for everybody, because who doesn't trust this server yet can't sign in either.</summary>
    public static void MapAuthority(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.Certificates()?.OwnAuthority is { } authority)
        {
            var pem = System.Text.Encoding.ASCII.GetBytes(authority.ExportCertificatePem() + "\n");
            routes.MapGet(AuthorityPath, () => Results.Bytes(pem, "application/x-pem-file", "monitoring-authority.pem")).AllowAnonymous().ExcludeFromDescription();
        }
    }
}
