using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Monitoring.Server.Access;

namespace Monitoring.Server.Api;

/// <summary>Says in the API's description how to sign in, what each operation asks for, and how it refuses.</summary>
internal static class OpenApiRights
{
    private const string Session = "session";
    private const string Key = "key";

    public static OpenApiOptions DescribeRights(this OpenApiOptions options) =>
        options.AddDocumentTransformer((document, _, _) => DescribeSchemes(document)).AddOperationTransformer((operation, context, _) => Describe(operation, context));

    private static Task DescribeSchemes(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Session] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "monitoring",
            Description = "Of a browser: POST /api/v1/session sets it (on HTTPS as __Host-monitoring). What changes anything sends X-CSRF-Token from GET /api/v1/session, too.",
        };
        document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "mk_<id>_<secret>",
            Description = "Of a program: a key from POST /api/v1/keys.",
        };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            return Task.CompletedTask;
        }

        operation.Security = [Requirement(Session, context.Document), Requirement(Key, context.Document)];
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "Nobody is signed in, or not any more." });
        if (metadata.OfType<NeedsRightAttribute>().LastOrDefault() is { } need)
        {
            operation.Responses.TryAdd("403", new OpenApiResponse { Description = need.Sentence });
            operation.Description = string.IsNullOrEmpty(operation.Description) ? need.Sentence : $"{operation.Description}\n\n{need.Sentence}";
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
