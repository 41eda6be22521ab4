using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClinSeek.Functions.Triggers;

/// <summary>Problem details with stable types, without stack traces and without PHI.</summary>
internal static class Problems
{
    private const string TypePrefix = "urn:clinseek:problem:";

    public static ProblemHttpResult Of(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: TypePrefix + type);

    /// <summary>Gives the framework's own problems a stable type and a remedy; what an endpoint said itself stays as it is.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        ProblemDetails problem = context.ProblemDetails;
        if (problem.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) == true)
        {
            return;
        }

        (string type, string title, string detail) = problem.Status switch
        {
            StatusCodes.Status400BadRequest => ("unreadable-request", "The request cannot be read.", "Send a JSON object as /openapi/v1.json describes it, with application/json as its content type."),
            StatusCodes.Status404NotFound => ("no-such-address", "There is nothing at this address.", "/openapi/v1.json lists the addresses there are."),
            StatusCodes.Status405MethodNotAllowed => ("wrong-method", "The address does not take this method.", "/openapi/v1.json lists the methods of each address."),
            StatusCodes.Status411LengthRequired => ("length-required", "The body did not arrive.", "The Functions host passes on only bodies whose length is told: send Content-Length instead of chunks."),
            StatusCodes.Status421MisdirectedRequest when context.Exception is NoEngineException other => ("other-task-hub", "The request belongs to another task hub.", other.Message),
            StatusCodes.Status503ServiceUnavailable when context.Exception is NoEngineException none => ("no-engine", "The engine cannot be reached.", none.Message),
            StatusCodes.Status413PayloadTooLarge => ("large-request", "The request is too large.", "Name a FHIR file or folder instead of sending its content."),
            StatusCodes.Status415UnsupportedMediaType => ("wrong-content-type", "The content type is not understood.", "Send application/json."),
            StatusCodes.Status503ServiceUnavailable => ("storage", "The host cannot use its storage.", context.Exception is StorageException cause ? cause.Message : "Check the disk, then ask again; /health says what is wrong."),
            _ => ("internal", "The host made a mistake.", "The log of the host has it under the trace id. What was recorded is kept."),
        };
        problem.Type = TypePrefix + type;
        problem.Title = title;
        problem.Detail = detail;
    }

    public static ProblemHttpResult NoSuchCase() =>
        Of(StatusCodes.Status404NotFound, "no-such-case", "There is no such case.", "GET /api/cases lists the ones there are.");
}
