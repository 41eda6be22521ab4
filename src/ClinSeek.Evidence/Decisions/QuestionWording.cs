using System.Text.RegularExpressions;

namespace ClinSeek.Evidence.Decisions;

/// <summary>Reads from a question's wording which answer it wants. English only; what it does not recognise is free text.</summary>
public static partial class QuestionWording
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>The type that a question's words and its candidates suggest.</summary>
    /// <param name="question">The question, as asked.</param>
    /// <param name="candidates">The closed list of answers, or null for an open question.</param>
    public static QuestionType Infer(string question, IReadOnlyList<string>? candidates)
    {
        if (candidates is { Count: > 0 })
        {
            return candidates.Count == 2 && candidates.Select(YesNoWords.Read).Distinct().Count() == 2 && candidates.All(static one => YesNoWords.Read(one) is not null)
                ? QuestionType.YesNo
                : ForCandidates(question);
        }

        // What is really asked stands in the last sentence; those before it tell the story.
        string asked = LastSentence().Match(question.Trim()) is { Success: true } last ? last.Value : question;
        return asked switch
        {
            _ when Several().IsMatch(asked) => Cause().IsMatch(asked) ? QuestionType.RankedDifferential : QuestionType.FreeList,
            _ when Auxiliary().IsMatch(asked) && !Alternative().IsMatch(asked) => QuestionType.YesNo,
            _ when Risk().IsMatch(asked) => QuestionType.YesNo,
            _ when Cause().IsMatch(asked) => QuestionType.RankedDifferential,
            _ when Names().IsMatch(asked) => QuestionType.FreeList,
            _ => QuestionType.FreeText,
        };
    }

    private static QuestionType ForCandidates(string question) =>
        !Several().IsMatch(question) && !Names().IsMatch(question) && One().IsMatch(question) ? QuestionType.ChooseOne : QuestionType.ChooseSeveral;

    [GeneratedRegex(@"[^.?!]*(?:[.?!](?=\S)[^.?!]*)*[.?!]*$", Options)]
    private static partial Regex LastSentence();

    [GeneratedRegex(@"^\W*(so|and|then)?\W*(is|are|was|were|does|do|did|has|have|had|will|would|can|could|should|may|might)\b|\b(whether|yes or no|true or false)\b", Options)]
    private static partial Regex Auxiliary();

    [GeneratedRegex(@"(?<!\byes )(?<!\b(more|less) (likely|probable)\b[^.?!]*\bthan\b[^.?!,]*)\bor\b(?! (not|no)\b)|\b(versus|vs)\b", Options)]
    private static partial Regex Alternative();

    [GeneratedRegex(@"\b(risk|chances?|probability|likelihood|odds)\s+(of|that|for)\b|\bhow likely\b", Options)]
    private static partial Regex Risk();

    [GeneratedRegex(@"\b(caus(e|es|ed|ing)|diagnos[ei]s|differentials?|explain(s|ed|ing)?|explanations?|accounts? for|why|a?etiolog(y|ies)|what('s| is) (wrong|going on)|due to|reasons?)\b", Options)]
    private static partial Regex Cause();

    [GeneratedRegex(@"\b(list|enumerate|all that apply|select all|name (all|the|every)|which (ones|of (the|these|those) \w+s\b)|what are)\b", Options)]
    private static partial Regex Several();

    [GeneratedRegex(@"\b(which|what|predict|recommend)( \w+){0,2} (medications|drugs|medicines|tests|procedures|diagnoses|conditions|problems|findings|labs|results|organisms|services|allergies|orders|events|items|abnormalities)\b", Options)]
    private static partial Regex Names();

    [GeneratedRegex(@"\b(which one|most likely|likeliest|most probable|single|primary|principal|best|the next|what is|what's|which (is|was|candidate|answer|option))\b|\bor\b", Options)]
    private static partial Regex One();
}
