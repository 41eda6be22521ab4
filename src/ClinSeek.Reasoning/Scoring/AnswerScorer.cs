using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Scoring;

/// <summary>
/// Scores answers of a benchmark. One gold answer: by its form where the form can tell (yes and no, counts, dates, identifiers,
/// labels), else by the judge. Several: as sets, raw and mapped to the vocabulary. The form's word stands above the judge's,
/// and both are kept, so that their agreement can be told.
/// </summary>
/// <param name="judge">The judge, or null where there is none.</param>
public sealed class AnswerScorer(IAnswerJudge? judge = null)
{
    /// <summary>Scores one answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">What was answered: one text, or one a name. Empty is a wrong answer.</param>
    /// <param name="gold">The gold answers; at least one.</param>
    /// <param name="vocabulary">The labels that this kind of question is answered with, or null.</param>
    /// <param name="cancellationToken">Stops a judge.</param>
    public async Task<AnswerScore> ScoreAsync(
        string question, IReadOnlyList<string> answer, IReadOnlyList<string> gold, IReadOnlyList<string>? vocabulary, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(gold.Count);
        string[] said = [.. answer.Select(static text => text.Trim()).Where(static text => text.Length > 0)];
        return gold.Count == 1 ? await OneAsync(question, said, GoldAnswer.Read(gold[0], vocabulary), vocabulary, cancellationToken) : Set(said, gold, vocabulary);
    }

    private async Task<AnswerScore> OneAsync(string question, string[] said, GoldAnswer gold, IReadOnlyList<string>? vocabulary, CancellationToken cancellationToken)
    {
        string text = string.Join("; ", said);
        bool? form = text.Length == 0 ? false : gold.Matches(text, vocabulary);
        JudgeVerdict? verdict = judge is null || text.Length == 0 ? null : await judge.JudgeAsync(question, gold, text, cancellationToken);
        return (form, verdict) switch
        {
            ({ } told, _) => Scored(told, "form"),
            (null, { } judged) => Scored(judged.Match, "judge"),
            _ => new AnswerScore(null, "nobody") { Kind = gold.Kind },
        };

        AnswerScore Scored(bool match, string by) => new(match ? 1 : 0, by) { Kind = gold.Kind, ByForm = form, Judged = verdict };
    }

    private static AnswerScore Set(string[] said, IReadOnlyList<string> gold, IReadOnlyList<string>? vocabulary)
    {
        // One text that lists several names is read as the list that it is.
        IReadOnlyList<string> names = said is [var one] && AnswerReader.Read(QuestionType.FreeList, [one.Replace(',', ';')], null, []) is ListAnswer list ? list.Items : said;
        SetScore raw = SetScore.Of(names, gold);
        SetScore? mapped = vocabulary is null ? null : SetScore.Of(names.Select(new VocabularyMap(vocabulary).Map), gold);
        return new AnswerScore((mapped ?? raw).F1, "set") { Raw = raw, Mapped = mapped };
    }
}
