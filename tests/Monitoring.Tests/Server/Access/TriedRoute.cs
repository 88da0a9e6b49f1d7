using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Monitoring.Server.Access;

namespace Monitoring.Tests.Server.Access;

/// <summary>A route with one of its methods, and a request for it that names the kitchen of palu.</summary>
internal sealed record TriedRoute(RouteEndpoint Endpoint, string Method)
{
    /// <summary>As the route names its values; what isn't here is called <c>nobody</c>.</summary>
    private static readonly Dictionary<string, string> Values = new() { ["facility"] = "palu", ["area"] = "kitchen", ["equipment"] = "fryer", ["device"] = "fryer" };

    public string Name => $"{Method} /{Endpoint.RoutePattern.RawText!.Trim('/')}";

    public bool IsUnsafe => Method is not ("GET" or "HEAD" or "OPTIONS");

    public bool IsOpen => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>One of the dashboard's pages: a file that is the same for everybody.</summary>
    public bool IsPage => Endpoint.Order == int.MaxValue && !IsUnsafe;

    public bool IsOfHub => Endpoint.RoutePattern.RawText!.StartsWith("/hubs/", StringComparison.Ordinal);

    public NeedsRightAttribute[] Needs => [.. Endpoint.Metadata.GetOrderedMetadata<NeedsRightAttribute>()];

    public bool NeedsSignIn => Endpoint.Metadata.GetMetadata<SignedInAttribute>() is not null;

    public static TriedRoute[] Of(RouteEndpoint[] endpoints) =>
    [
        .. endpoints
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).DefaultIfEmpty("GET").Where(m => m != "HEAD").Select(m => new TriedRoute(e, m)))
            .OrderBy(r => r.Name, StringComparer.Ordinal),
    ];

    /// <summary>What the handler needs to find the place that is asked about.</summary>
    public IEnumerable<string> MissingValues() => Needs.SelectMany(n => n.Where switch
    {
        Where.Area => ["facility", "area"],
        Where.Facility => ["facility"],
        Where.Alarm => (string[])["id"],
        _ => [],
    }).Where(name => Endpoint.RoutePattern.GetParameter(name) is null);

    public async Task<HttpResponseMessage> SendAsync(HttpClient http, bool withToken = true)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Path());
        if (IsUnsafe)
        {
            // Of a type that the route takes: another is refused by routing, before anybody is asked who they are.
            request.Content = new StringContent("{}", Encoding.UTF8, Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is [var first, ..] ? first : "application/json");
        }

        if (!withToken)
        {
            // Overrides what the client sends by itself.
            request.Headers.TryAddWithoutValidation(CsrfProtection.Header, "");
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <returns>Of a refusal; null: it isn't one.</returns>
    public static async Task<JsonElement?> ProblemAsync(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        ? await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)
        : null;

    private string Path()
    {
        var segments = Endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Text)));
        return "/" + string.Join('/', segments.Where(s => s.Length > 0));
    }

    private string Text(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { IsCatchAll: true } => "",
        RoutePatternParameterPart parameter when parameter.Name == "id" && Needs.Any(n => n.Where == Where.Alarm) => "palu.kitchen.fryer.oil_temp.frying.1",
        RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => "1",
        RoutePatternParameterPart parameter => Values.GetValueOrDefault(parameter.Name, "nobody"),
        _ => "",
    };
}
