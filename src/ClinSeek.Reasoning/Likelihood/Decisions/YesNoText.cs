using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Words a yes or no: as the candidate that says so where there is a list, else with what it rests on.</summary>
internal static class YesNoText
{
    /// <summary>The answer, or null where no candidate says it.</summary>
    public static string? For(IReadOnlyList<string>? candidates, bool yes, string reason) => candidates is { Count: > 0 }
        ? candidates.FirstOrDefault(candidate => AnswerReader.Read(QuestionType.YesNo, [candidate], null, []) is YesNoAnswer said && said.Yes == yes)
        : $"{(yes ? "Yes" : "No")}: {reason}";
}
