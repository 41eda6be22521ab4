namespace ClinSeek.Reasoning.Scoring;

/// <summary>How far a judge can be trusted: its verdicts beside those of the form, where both can tell.</summary>
/// <param name="Compared">The answers that both scored.</param>
/// <param name="Observed">The share of them on which they agree; null where there are none.</param>
/// <param name="Kappa">Cohen's kappa: the agreement beyond chance; null where either always said the same.</param>
public sealed record JudgeAgreement(int Compared, double? Observed, double? Kappa)
{
    /// <summary>Compares where both spoke.</summary>
    public static JudgeAgreement Of(IEnumerable<AnswerScore> scores)
    {
        (bool Form, bool Judge)[] pairs = [.. scores.Where(static score => score is { ByForm: not null, Judged: not null }).Select(static score => (score.ByForm!.Value, score.Judged!.Match))];
        if (pairs.Length == 0)
        {
            return new JudgeAgreement(0, null, null);
        }

        double Share(Func<(bool Form, bool Judge), bool> which) => (double)pairs.Count(which) / pairs.Length;
        double observed = Share(static pair => pair.Form == pair.Judge);
        double form = Share(static pair => pair.Form), judge = Share(static pair => pair.Judge);
        double chance = (form * judge) + ((1 - form) * (1 - judge));
        return new JudgeAgreement(pairs.Length, observed, chance >= 1 ? null : (observed - chance) / (1 - chance));
    }
}
