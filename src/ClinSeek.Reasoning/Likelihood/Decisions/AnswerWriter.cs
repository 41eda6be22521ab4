using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Likelihood.Questions;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Puts a pack's weights into the form that the question wants: a differential, a choice, yes or no, a list, a sentence.</summary>
internal sealed class AnswerWriter(Pack pack, QuestionReading reading, LikelihoodOptions options)
{
    private const double SmallestShare = 0.1;

    private readonly IReadOnlyList<PackHypothesis> asked = reading.Asked;

    /// <summary>The answer, or why there is none.</summary>
    public PackAnswer Write(CaseRequest request, Posterior posterior, HypothesisBoard board, string missing)
    {
        QuestionForm form = QuestionForm.Of(request);
        if (form.Type == QuestionType.YesNo && asked.Count > 0)
        {
            return reading.Against is { } against ? Compare(against, request.Candidates, posterior, missing) : YesNo(request.Candidates, posterior, missing);
        }

        if (request.Candidates is { Count: > 0 } candidates)
        {
            PackAnswer choice = form.Type == QuestionType.YesNo
                ? PackAnswer.None("The candidates are yes and no, but the question names no hypothesis of the pack.")
                : new ChoiceWriter(pack, options).Write(candidates, form.Type != QuestionType.ChooseOne, posterior);
            return choice.Unsettled is { } why ? choice with { Unsettled = why + missing } : choice;
        }

        if (!form.Inferred && form.Type is QuestionType.YesNo or QuestionType.ChooseOne or QuestionType.ChooseSeveral)
        {
            return PackAnswer.None("The question names no hypothesis that could be answered in that form.");
        }

        if (!Clear(posterior))
        {
            return PackAnswer.None(Unsettled(posterior) + missing);
        }

        string text = Sentence(posterior);
        return new PackAnswer(form.Type switch
        {
            QuestionType.FreeText when !form.Inferred || asked.Count > 1 => new TextAnswer(text),
            QuestionType.FreeList => new ListAnswer([.. posterior.Ranked.Where(key => key != Pack.NoneOfThese && posterior.Weights[key] >= SmallestShare).Select(key => pack.Hypothesis(key).Name)]),
            _ => new DifferentialAnswer([.. board.Live.Where(static one => one.Key != Pack.NoneOfThese).Select(static one => new RankedDiagnosis(one.Name, one.Weight, one.Basis, one.Key))]),
        }, text, null);
    }

    private bool Clear(Posterior posterior) =>
        posterior.Leader != Pack.NoneOfThese && posterior.Weights[posterior.Leader] >= options.AnswerAt && posterior.Margin >= options.Margin;

    private PackAnswer YesNo(IReadOnlyList<string>? candidates, Posterior posterior, string missing)
    {
        double weight = Math.Min(1, asked.Sum(one => posterior.Weights[one.Key]));
        bool leads = asked.Any(one => one.Key == posterior.Leader);
        bool decided = posterior.Weights[posterior.Leader] >= options.AnswerAt && posterior.Margin >= options.Margin;
        // A small prior alone denies nothing: something that was found must speak against it.
        bool refuted = weight <= options.DenyBelow && posterior.Contributions.Any(one => one.Applied < 1 && asked.Any(hypothesis => hypothesis.Key == one.Effect.Hypothesis));
        bool yes = leads && decided;
        if (!yes && !(decided && !leads) && !refuted)
        {
            return PackAnswer.None(string.Create(CultureInfo.InvariantCulture, $"The record neither confirms nor denies it: {PackHypothesis.Names(asked)} has weight {WeightText.Show(weight)}; yes needs {options.AnswerAt:0.00} and a margin of {options.Margin:0.00}, no needs another cause with as much, or at most {options.DenyBelow:0.00} with a finding against it.{missing}"));
        }

        string text = yes || leads || posterior.Leader == Pack.NoneOfThese
            ? $"{PackHypothesis.Names(asked)} has weight {WeightText.Show(weight)}, not a calibrated probability."
            : decided ? Comparison(posterior) : $"{PackHypothesis.Names(asked)} has weight {WeightText.Show(weight)}, not a calibrated probability; {pack.Hypothesis(posterior.Leader).Name} leads with {WeightText.Show(posterior.Weights[posterior.Leader])}.";
        return Say(yes, text, Risk.Of(Math.Round(weight, 4), RiskBasis.Posterior, $"{pack.Key}@{pack.Version}"), candidates);
    }

    // Which of them is likelier, whatever a third one has: held against each other alone they need as much as an answer does.
    private PackAnswer Compare(HypothesisComparison against, IReadOnlyList<string>? candidates, Posterior posterior, string missing)
    {
        double own = asked.Sum(one => posterior.Weights[one.Key]), other = against.Than.Sum(one => posterior.Weights[one.Key]);
        string text = $"{PackHypothesis.Names(asked)} has weight {WeightText.Show(own)}, {PackHypothesis.Names(against.Than)} {WeightText.Show(other)}";
        HashSet<string> compared = [.. asked.Concat(against.Than).Select(static one => one.Key)];
        // What is only more common beforehand was not found to be likelier in this patient.
        bool told = posterior.Contributions.Any(one => one.Applied != 1 && compared.Contains(one.Effect.Hypothesis));
        if (!told || Math.Max(own, other) < options.AnswerAt * (own + other))
        {
            return PackAnswer.None(string.Create(CultureInfo.InvariantCulture, $"The record does not tell which is likelier: {text}; held against each other alone, one needs {options.AnswerAt:0.00} of both and a finding that bears on them.{missing}"));
        }

        bool yes = own > other != against.Less;
        string third = compared.Contains(posterior.Leader) ? "" : $"; {pack.Hypothesis(posterior.Leader).Name} leads with {WeightText.Show(posterior.Weights[posterior.Leader])}";
        return Say(yes, $"{text}, no calibrated probabilities{third}.", risk: null, candidates);
    }

    private static PackAnswer Say(bool yes, string reason, Risk? risk, IReadOnlyList<string>? candidates) => YesNoText.For(candidates, yes, reason) is { } answer
        ? new PackAnswer(new YesNoAnswer(yes, risk), answer, null)
        : PackAnswer.None($"No candidate says {(yes ? "yes" : "no")}.");

    private string Unsettled(Posterior posterior)
    {
        if (posterior.Leader == Pack.NoneOfThese && posterior.Weights[posterior.Leader] >= options.AnswerAt)
        {
            return "None of the causes of this pack is supported by the record; the explicit remainder leads.";
        }

        string name = pack.Hypothesis(posterior.Leader).Name;
        string second = pack.Hypothesis(posterior.Ranked[1]).Name;
        return string.Create(CultureInfo.InvariantCulture, $"The record does not settle the cause: «{name}» leads with weight {WeightText.Show(posterior.Weights[posterior.Leader])}, «{second}» follows with {WeightText.Show(posterior.Weights[posterior.Ranked[1]])}; an answer needs {options.AnswerAt:0.00} and a margin of {options.Margin:0.00}.");
    }

    private string Sentence(Posterior posterior)
    {
        if (asked.Any(one => one.Key != posterior.Leader))
        {
            string comparison = Comparison(posterior);
            return char.ToUpperInvariant(comparison[0]) + comparison[1..];
        }

        return $"Most likely: {pack.Hypothesis(posterior.Leader).Name} (weight {WeightText.Show(posterior.Weights[posterior.Leader])}, not a calibrated probability). Next: {pack.Hypothesis(posterior.Ranked[1]).Name} ({WeightText.Show(posterior.Weights[posterior.Ranked[1]])}).";
    }

    private string Comparison(Posterior posterior)
    {
        PackHypothesis leader = pack.Hypothesis(posterior.Leader);
        IEnumerable<PackHypothesis> others = asked.Where(one => one.Key != leader.Key);
        return $"more likely {leader.Name} (weight {WeightText.Show(posterior.Weights[leader.Key])}, not a calibrated probability) than {string.Join(" or ", others.Select(one => $"{one.Name} ({WeightText.Show(posterior.Weights[one.Key])})"))}.";
    }
}
