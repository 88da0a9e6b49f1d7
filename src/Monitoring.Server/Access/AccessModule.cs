using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Settings;
using Monitoring.Records.Access;
using Monitoring.Server.Access.Keys;
using Monitoring.Server.Access.Kiosks;
using Monitoring.Server.Access.Passwords;
using Monitoring.Server.Access.People;
using Monitoring.Server.Access.Sessions;
using Monitoring.Server.Access.SignIn;
using Monitoring.Server.Access.SingleSignOn;

namespace Monitoring.Server.Access;

/// <summary>Who is calling. What they may do is <see cref="RightsModule"/>'s to ask.</summary>
internal static class AccessModule
{
    /// <summary>Needs the plan and the access records.</summary>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddCredentials(builder.Configuration);
        builder.Services.AddAuthorization();
        var schemes = builder.Services.AddAuthentication(CallerScheme.Name).AddScheme<AuthenticationSchemeOptions, CallerScheme>(CallerScheme.Name, null);
        if (builder.Configuration.GetSection($"{SignInOptions.Section}:OpenIdConnect").Exists())
        {
            schemes.AddSingleSignOn();
        }

        builder.Services
            .AddSingleton<CallerLookup>()
            .AddSingleton<CsrfProtection>()
            .AddSingleton<ActingTokens>()
            .AddSingleton<ActingAtKiosk>()
            .AddSingleton(s => new CallerQuestion(s.GetRequiredService<CallerLookup>().StillValidAsync, s.GetRequiredService<AccessChanges>().OnChange))
            .AddHostedService(s => s.GetRequiredService<RefusalBook>());
    }

    /// <summary>What makes and compares credentials: for the server, and for commands beside it.</summary>
    public static IServiceCollection AddCredentials(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection(SignInOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignInOptions>>(new SignInRules(configuration));
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordWork.Iterations);
        services.TryAddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.TryAddSingleton(s => KeyFolder.Of(s.GetRequiredService<IConfiguration>()));
        services.AddDataProtection().SetApplicationName("Monitoring");
        services.AddOptions<KeyManagementOptions>().Configure<KeyFolder>((keys, folder) => keys.XmlRepository = new KeyRing(folder));
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        return services
            .AddSingleton<PasswordRule>()
            .AddSingleton<PasswordWork>()
            .AddSingleton<SecondFactor>()
            .AddSingleton<RefusalBook>()
            .AddSingleton<PasswordGate>()
            .AddSingleton<Badge>()
            .AddSingleton<KioskDesk>()
            .AddScoped<SessionDesk>()
            .AddScoped<Invitations>()
            .AddScoped<AccountDesk>()
            .AddScoped<OwnAccount>()
            .AddScoped<KioskRegistry>()
            .AddScoped<KeyDesk>();
    }

    /// <summary>Says who is calling; where a cookie does, asks for the page's token; lets a person act at a kiosk; then asks whether they may. After the exception handler.</summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        var (csrf, acting) = (app.ApplicationServices.GetRequiredService<CsrfProtection>(), app.ApplicationServices.GetRequiredService<ActingAtKiosk>());
        app.UseAuthentication();
        app.Use(csrf.CheckAsync);
        app.Use(acting.ApplyAsync);
        app.UseAuthorization();
    }
}
