using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinSeek.Functions.Hosting;

/// <summary><c>/alive</c> says that the process answers; <c>/health</c> that it can do its work, part by part.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds the checks of every part that this process has.</summary>
    public static IHealthChecksBuilder AddClinSeekChecks(this IHealthChecksBuilder checks, bool hasEngine)
    {
        checks.AddCheck<StoreHealthCheck>("store");
        if (hasEngine)
        {
            checks.AddCheck<EngineHealthCheck>("engine");
        }

        return checks.AddCheck<ImageModelHealthCheck>("image model");
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("").WithTags("Health");
        group.MapGet("/alive", static () => TypedResults.Ok(new Liveness("alive"))).WithName("Alive").WithSummary("Whether the process answers");
        group.MapGet("/health", CheckAsync).WithName("Health").WithSummary("Whether the host can do its work, part by part; 503 when it cannot")
            .Produces<HealthView>(StatusCodes.Status200OK).Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<JsonHttpResult<HealthView>> CheckAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        HealthReport report = await health.CheckHealthAsync(cancellationToken);
        var view = new HealthView(
            Word(report.Status),
            report.Entries.ToDictionary(static entry => entry.Key, static entry => new HealthPart(Word(entry.Value.Status), entry.Value.Description)));
        return TypedResults.Json(view, statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
