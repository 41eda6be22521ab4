namespace ClinSeek.Functions.People;

/// <summary>The body of <c>POST /api/cases/{id}/questions/{question}/answer</c>.</summary>
public sealed record AnswerSubmission
{
    /// <summary>The answer.</summary>
    public string? Answer { get; init; }

    /// <summary>Who answers.</summary>
    public string? By { get; init; }

    /// <summary>Makes a repeat count once; a new one when left out.</summary>
    public string? RequestId { get; init; }
}
