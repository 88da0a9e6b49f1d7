using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Monitoring.Tests.Server.Access;

/// <summary>A provider of OpenID Connect on loopback that says what the test wants it to say: discovery, keys, and tokens for codes, with PKCE checked.</summary>
public sealed class ScriptedProvider : IAsyncDisposable
{
    public const string ClientId = "monitoring-palu";
    public const string ClientSecret = "s3cr3t-of-the-client";

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> codes = [];
    private readonly WebApplication app;

    private ScriptedProvider(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single().TrimEnd('/');

    /// <summary>Of the person who signs in there.</summary>
    public string Subject { get; set; } = "person-1";

    public string? Email { get; set; }

    public bool EmailVerified { get; set; } = true;

    /// <summary>Signs with a key that it doesn't publish.</summary>
    public bool Forges { get; set; }

    public string? Nonce { get; set; }

    public static async Task<ScriptedProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var provider = new ScriptedProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Discover);
        app.MapGet("/keys", provider.Keys);
        app.MapPost("/token", provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    /// <summary>What the person does there: signs in, and is sent back with a code.</summary>
    /// <param name="authorize">Where our server sent the browser.</param>
    public string SignIn(Uri authorize)
    {
        var query = HttpUtility.ParseQueryString(authorize.Query);
        Assert.Equal(("code", "S256", ClientId), (query["response_type"], query["code_challenge_method"], query["client_id"]));
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!);
        return $"{new Uri(query["redirect_uri"]!).PathAndQuery}?code={code}&state={Uri.EscapeDataString(query["state"]!)}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Dispose();
    }

    private IResult Discover() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Address,
        ["authorization_endpoint"] = $"{Address}/authorize",
        ["token_endpoint"] = $"{Address}/token",
        ["jwks_uri"] = $"{Address}/keys",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    private IResult Keys()
    {
        var shown = key.ExportParameters(false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64Url.EncodeToString(shown.Modulus), e = Base64Url.EncodeToString(shown.Exponent) } } });
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!codes.TryRemove(form["code"].ToString(), out var asked) || form["client_secret"] != ClientSecret || form["redirect_uri"] != asked.Redirect
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object> { ["iss"] = Address, ["aud"] = ClientId, ["sub"] = Subject, ["iat"] = now, ["exp"] = now + 300, ["nonce"] = Nonce ?? asked.Nonce };
        if (Email is not null)
        {
            (claims["email"], claims["email_verified"]) = (Email, EmailVerified);
        }

        return Results.Json(new { access_token = "opaque", token_type = "Bearer", expires_in = 300, id_token = Sign(claims) });
    }

    private string Sign(Dictionary<string, object> claims)
    {
        using var other = RSA.Create(2048);
        var text = $"{Part(new { alg = "RS256", typ = "JWT", kid = "1" })}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString((Forges ? other : key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";

        static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
    }
}
