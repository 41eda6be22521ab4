using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinSeek.Functions.Hosting;

/// <summary><c>/alive</c> says that the process answers; <c>/health</c> that it can do its work, part by part.</summary>
internal static class HealthEndpoints
{
    public static IHealthChecksBuilder AddClinSeekChecks(this IHealthChecksBuilder checks) => checks
        .AddCheck<StoreHealthCheck>("store")
        .AddCheck<EngineHealthCheck>("engine")
        .AddCheck<ImageModelHealthCheck>("image model");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alive", static () => TypedResults.Ok(new { status = "alive" })).WithName("Alive").WithTags("Health").WithSummary("Whether the process answers");
        routes.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                status = Word(report.Status),
                checks = report.Entries.ToDictionary(
                    static entry => entry.Key,
                    static entry => new { status = Word(entry.Value.Status), detail = entry.Value.Description }),
            });
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
