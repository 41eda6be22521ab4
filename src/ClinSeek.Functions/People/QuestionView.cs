namespace ClinSeek.Functions.People;

/// <summary>A question as <c>GET /api/cases/{id}/questions</c> gives it. Holds PHI.</summary>
/// <param name="Id">Its id, which is the evidence id of its answer.</param>
/// <param name="Question">The question.</param>
/// <param name="Choices">Answers that are offered; any other may be given.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="ExpiresAt">When it is too late to answer.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Answer">The answer, where there is one.</param>
/// <param name="By">Who answered, by their own account.</param>
public sealed record QuestionView(
    string Id, string Question, IReadOnlyList<string> Choices, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, QuestionState State, string? Answer, string? By);
