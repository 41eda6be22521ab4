namespace ClinSeek.Functions.Cases;

/// <summary>Why a submission was not accepted.</summary>
/// <param name="Type">A stable name for programs, such as <c>unknown-patient</c>.</param>
/// <param name="Title">The cause in a few words.</param>
/// <param name="Detail">Cause and remedy.</param>
public sealed record IntakeProblem(string Type, string Title, string Detail)
{
    /// <summary>The HTTP status that says the same.</summary>
    public int Status => Type switch
    {
        "unknown-patient" => StatusCodes.Status404NotFound,
        "record-unavailable" => StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status400BadRequest,
    };
}
