using System.Text.Json.Serialization;
using ClinSeek.Evidence;
using ClinSeek.Functions.Imaging;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Triggers;
using ClinSeek.Functions.Triggers.Notifications;

namespace ClinSeek.Functions.Hosting;

/// <summary>The HTTP API as every host serves it: one implementation of each endpoint, with its faults as problem details.</summary>
internal static class HttpApi
{
    /// <summary>Adds the cases and what their endpoints need.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static IServiceCollection AddHttpApi(this IServiceCollection services, ClinSeekOptions options, IConfiguration configuration, bool hasEngine)
    {
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = EvidenceJson.Options.PropertyNamingPolicy;
            json.SerializerOptions.Encoder = EvidenceJson.Options.Encoder;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
        });
        services.AddProblemDetails(static problems => problems.CustomizeProblemDetails = Problems.Complete);
        services.AddOpenApi(static api => api.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info.Title = "ClinSeek";
            document.Info.Description = "Research software, not a medical device.";
            return Task.CompletedTask;
        }));
        services.AddHealthChecks().AddClinSeekChecks(hasEngine);
        services.AddSingleton<CaseEventStream>();
        services.AddNotifications(configuration);
        return services.AddClinSeek(options, configuration);
    }

    /// <summary>Answers faults and bare statuses of what follows with problem details.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Faults.StatusOf });
        app.UseStatusCodePages();
    }

    /// <summary>Maps the endpoints.</summary>
    /// <param name="routes">The application.</param>
    /// <param name="prefix">What stands before the addresses of health and description; those of cases begin with <c>/api</c> anyway.</param>
    public static void MapHttpApi(this IEndpointRouteBuilder routes, string prefix = "")
    {
        RouteGroupBuilder described = routes.MapGroup(prefix);
        described.MapOpenApi();
        described.MapHealth();
        routes.MapCases();
        routes.MapPeople();
        routes.MapArtifacts();
        routes.MapNotifications();
        routes.MapKeySet();
    }
}
