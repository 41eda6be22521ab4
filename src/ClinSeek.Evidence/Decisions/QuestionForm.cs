using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Decisions;

/// <summary>Which answer a case wants. An inferred type guides the answer and never refuses one; a stated one does.</summary>
/// <param name="Type">The type.</param>
/// <param name="Inferred">Whether it was read from the wording instead of stated with the question.</param>
public sealed record QuestionForm(QuestionType Type, bool Inferred)
{
    /// <summary>The form of a request; one that was accepted before forms were kept is read from its wording.</summary>
    public static QuestionForm Of(CaseRequest request) =>
        request.Form ?? new QuestionForm(QuestionWording.Infer(request.Question, request.Candidates), Inferred: true);
}
