using System.Text.RegularExpressions;
using ClinSeek.Evidence.Hypotheses;

namespace ClinSeek.Evidence.Decisions;

/// <summary>Reads what was said as an answer of a question's type.</summary>
public static partial class AnswerReader
{
    /// <summary>
    /// The answer, or null where what was said is none of that type. Names are repaired against the candidates where they
    /// mean exactly one; one that is on no list stays as it was said, for the checker to refuse.
    /// </summary>
    /// <param name="type">The question's type.</param>
    /// <param name="said">What was said: one text, or one a name.</param>
    /// <param name="candidates">The closed list, or null.</param>
    /// <param name="ranking">The hypotheses, heaviest first; they give a differential its weights.</param>
    /// <param name="risk">The risk that was stated with it, or null.</param>
    public static DecisionAnswer? Read(QuestionType type, IReadOnlyList<string> said, IReadOnlyList<string>? candidates, IReadOnlyList<Hypothesis> ranking, Risk? risk = null)
    {
        string[] texts = [.. said.Select(static text => text.Trim()).Where(static text => text.Length > 0)];
        if (texts.Length == 0)
        {
            return null;
        }

        return type switch
        {
            QuestionType.ChooseOne or QuestionType.ChooseSeveral => Chosen(texts, candidates ?? []),
            QuestionType.YesNo => YesNoWords.Read(texts[0]) is { } yes ? new YesNoAnswer(yes, risk).In(candidates) : null,
            QuestionType.FreeList => new ListAnswer([.. texts.SelectMany(Items).Distinct(StringComparer.OrdinalIgnoreCase)]),
            QuestionType.RankedDifferential => Differential(texts, ranking),
            _ => new TextAnswer(string.Join('\n', texts)),
        };
    }

    private static ChoiceAnswer Chosen(string[] texts, IReadOnlyList<string> candidates)
    {
        // A candidate may hold the very separators by which several are told apart, so the whole text comes first.
        IEnumerable<string> names = texts.SelectMany(text => CandidateNames.Find(text, candidates) is { } whole
            ? [whole]
            : Reasoned(text, candidates) is { } word ? [word]
            : Items(text).SelectMany(item => CandidateNames.Find(item, candidates) is { } known ? [known] : InList(item, candidates)));
        return new ChoiceAnswer([.. names.Distinct(StringComparer.Ordinal)]);
    }

    // «No: the troponin was never raised», where the list has a bare yes and a bare no.
    private static string? Reasoned(string text, IReadOnlyList<string> candidates) =>
        YesNoWords.AreIn(candidates) && YesNoWords.Read(text) is { } yes && Items(text).Any(item => CandidateNames.Find(item, candidates) is null)
            ? YesNoWords.Candidate(candidates, yes)
            : null;

    // Several candidates in one line, separated by commas; only where every part is one of them.
    private static IEnumerable<string> InList(string item, IReadOnlyList<string> candidates)
    {
        string?[] parts = [.. item.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => CandidateNames.Find(part, candidates))];
        return parts.Length > 1 && parts.All(static part => part is not null) ? parts.OfType<string>() : [item];
    }

    private static DifferentialAnswer Differential(string[] texts, IReadOnlyList<Hypothesis> ranking)
    {
        IReadOnlyList<string> names = [.. ranking.Select(static one => one.Name)];
        string[] items = [.. texts.SelectMany(Items)];
        Hypothesis?[] meant = [.. items.Select(item => CandidateNames.Find(item, names) is { } name ? ranking.First(one => one.Name == name) : null)];
        // A sentence about the hypotheses is no diagnosis of its own: their ranking is what it tells.
        bool tells = items.Length == 1 && meant[0] is null && names.Any(name => items[0].Contains(name, StringComparison.OrdinalIgnoreCase));
        return !tells
            ? new DifferentialAnswer([.. items.Select((item, index) => meant[index] is { } known ? Of(known) : new RankedDiagnosis(item))])
            : new DifferentialAnswer([.. ranking.Where(static one => !one.Retired).Select(Of)]);
    }

    private static RankedDiagnosis Of(Hypothesis hypothesis) => new(hypothesis.Name, hypothesis.Weight, hypothesis.Basis, hypothesis.Key);

    private static IEnumerable<string> Items(string text) =>
        text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static item => Bullet().Replace(item, "")).Where(static item => item.Length > 0);

    [GeneratedRegex(@"^(?:[-*•]\s+|\(?\d{1,3}[.)]\s+)")]
    private static partial Regex Bullet();
}
