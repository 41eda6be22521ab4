using Microsoft.AspNetCore.Http.HttpResults;

namespace ClinSeek.Functions.Triggers;

/// <summary>Problem details with stable types, without stack traces and without PHI.</summary>
internal static class Problems
{
    private const string TypePrefix = "urn:clinseek:problem:";

    public static ProblemHttpResult Of(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: TypePrefix + type);

    public static ProblemHttpResult NoSuchCase() =>
        Of(StatusCodes.Status404NotFound, "no-such-case", "There is no such case.", "GET /api/cases lists the ones there are.");
}
