using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StudentUnion.ServiceDefaults;

/// <summary>The OpenAPI document of a service; the gateway merges them into one.</summary>
public static class ApiDocument
{
    /// <summary>For <c>AddOpenApi("v1", ApiDocument.Describe)</c>, which a service calls itself so that its summaries are read.</summary>
    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
        // Every feature has its own Request and Response: the feature's name in front keeps them apart.
        options.CreateSchemaReferenceId = json => OpenApiOptions.CreateDefaultSchemaReferenceId(json) is null ? null : SchemaName(json.Type);
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiresIdempotencyKey>().Any())
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = IdempotencyKey.Header,
                    In = ParameterLocation.Header,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = IdempotencyKey.MaxLength },
                });
            }

            return Task.CompletedTask;
        });
    }

    private static string SchemaName(Type type)
    {
        var name = type.DeclaringType is { } feature ? $"{feature.Name}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Join("And", type.GetGenericArguments().Select(SchemaName))}" : name;
    }
}
