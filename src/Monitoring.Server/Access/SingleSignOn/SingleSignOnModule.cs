using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Monitoring.Server.Access.SingleSignOn;

/// <summary>Sign-in at another provider: authorization code with PKCE (OpenID Connect Core 1.0, RFC 7636). It ends in a session of our own; of the provider's tokens nothing is kept.</summary>
internal static class SingleSignOnModule
{
    public const string Scheme = "SingleSignOn";
    public const string CallbackPath = "/api/v1/session/single-sign-on/callback";

    public static void AddSingleSignOn(this AuthenticationBuilder schemes)
    {
        schemes.AddOpenIdConnect(Scheme, _ => { });
        schemes.Services.AddScoped<SingleSignOnDesk>();
        schemes.Services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<SignInOptions>>((oidc, options) => Set(oidc, options.Value.OpenIdConnect!));
    }

    private static void Set(OpenIdConnectOptions oidc, OpenIdConnectSettings settings)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (settings.Authority, settings.ClientId, settings.Secret().Read());
        oidc.RequireHttpsMetadata = new Uri(settings.Authority!).Scheme == Uri.UriSchemeHttps;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.SaveTokens = false;
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.DisableTelemetry = true;
        oidc.BackchannelTimeout = TimeSpan.FromSeconds(10);
        oidc.CallbackPath = CallbackPath;
        oidc.SignInScheme = CallerScheme.Name;
        oidc.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "email" })
        {
            oidc.Scope.Add(scope);
        }

        oidc.ClaimActions.MapJsonKey("email_verified", "email_verified");

        // The answer comes as an address that the browser goes to from the provider's site: lax cookies are sent with it, and need no encryption on loopback.
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        oidc.Events.OnTicketReceived = async received =>
        {
            var desk = received.HttpContext.RequestServices.GetRequiredService<SingleSignOnDesk>();
            received.Response.Redirect(await desk.AcceptAsync(received.Principal!, received.Properties!, received.ReturnUri, received.HttpContext, received.HttpContext.RequestAborted));
            received.HandleResponse();
        };
        oidc.Events.OnRemoteFailure = failed =>
        {
            failed.HttpContext.RequestServices.GetRequiredService<SingleSignOnDesk>().Failed(failed.Failure);
            failed.Response.Redirect(SingleSignOnDesk.FailurePage);
            failed.HandleResponse();
            return Task.CompletedTask;
        };
        oidc.Events.OnAccessDenied = denied =>
        {
            denied.Response.Redirect(SingleSignOnDesk.FailurePage);
            denied.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
