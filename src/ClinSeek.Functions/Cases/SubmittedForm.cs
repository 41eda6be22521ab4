using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Functions.Cases;

/// <summary>Reads from a submission which answer it wants, or says why that cannot be.</summary>
internal static class SubmittedForm
{
    private const string Remedy = "Types: rankedDifferential, chooseOne and chooseSeveral (with candidates), yesNo, freeList, freeText; or leave type and select out.";

    /// <summary>The form as stated, else as the wording suggests.</summary>
    public static QuestionForm Of(CaseSubmission submission) => Stated(submission) is { } stated
        ? new QuestionForm(stated, Inferred: false)
        : new QuestionForm(QuestionWording.Infer(submission.Question!, submission.Candidates), Inferred: true);

    /// <summary>What does not go together, or null.</summary>
    public static IntakeProblem? Check(CaseSubmission submission)
    {
        bool closed = submission.Candidates is { Count: > 0 };
        QuestionType? stated = Stated(submission);
        string? problem = (stated, closed) switch
        {
            _ when submission.Type is { } type && !Enum.IsDefined(type) => "There is no such type of question.",
            _ when submission.Select is { } select && !Enum.IsDefined(select) => "A selection is one or several.",
            _ when submission is { Select: not null, Type: not null } && stated != submission.Type => "The type and the selection contradict each other.",
            (QuestionType.ChooseOne or QuestionType.ChooseSeveral, false) => "A choice needs candidates to choose from.",
            (QuestionType.YesNo, true) when QuestionWording.Infer("", submission.Candidates) != QuestionType.YesNo => "A yes/no question has no candidates but yes and no.",
            (QuestionType.RankedDifferential or QuestionType.FreeList or QuestionType.FreeText, true) => "A question with candidates is a choice.",
            _ => null,
        };
        return problem is null ? null : new IntakeProblem("bad-type", problem, Remedy);
    }

    private static QuestionType? Stated(CaseSubmission submission) => submission.Select switch
    {
        CandidateSelection.One => QuestionType.ChooseOne,
        CandidateSelection.Several => QuestionType.ChooseSeveral,
        _ => submission.Type,
    };
}
