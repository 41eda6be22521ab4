using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Triggers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClinSeek.Functions.Imaging;

/// <summary>The pictures that a case's tools drew. They show the patient: PHI like the rest of the case.</summary>
internal static class ArtifactEndpoints
{
    public static RouteGroupBuilder MapArtifacts(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder artifacts = routes.MapGroup("/api/cases/{id}/artifacts").WithTags("Cases");
        artifacts.MapGet("", ListAsync).WithName("ListArtifacts").WithSummary("The pictures that the case's results cite")
            .ProducesProblem(StatusCodes.Status404NotFound);
        artifacts.MapGet("{name}", GetAsync).WithName("GetArtifact").WithSummary("A picture that a result of the case cites, as PNG")
            .Produces(StatusCodes.Status200OK, contentType: "image/png").ProducesProblem(StatusCodes.Status404NotFound);
        return artifacts;
    }

    private static async Task<Results<Ok<IReadOnlyList<CaseArtifact>>, ProblemHttpResult>> ListAsync(string id, CaseImages images, CancellationToken cancellationToken) =>
        CaseId.TryParse(id, out CaseId caseId) && await images.ListArtifactsAsync(caseId, cancellationToken) is { } artifacts
            ? TypedResults.Ok(artifacts)
            : Problems.NoSuchCase();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(string id, string name, CaseImages images, CancellationToken cancellationToken) =>
        CaseId.TryParse(id, out CaseId caseId) && await images.FindArtifactAsync(caseId, name, cancellationToken) is { } png
            ? TypedResults.Bytes(png, "image/png")
            : Problems.Of(StatusCodes.Status404NotFound, "no-artifact", "There is no such picture.", "The case does not exist, or none of its results cites a picture of that name.");
}
