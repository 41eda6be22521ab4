using System.Globalization;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Scores;
using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>Answers with a published score: one claim for each line that the record decides, one for the result, each citing the rows it was computed from.</summary>
internal static class ScoreDecision
{
    /// <summary>The decision that a score gives.</summary>
    public static Decision Write(ScoreDefinition score, ScoreLibrary library, CaseFile file, RecordView view)
    {
        IReadOnlyDictionary<string, ScoreFact> facts = ScoreInputs.Read(score, view);
        ScoreResult result = library.Find(score.Key)!.Compute(facts.ToDictionary(static fact => fact.Key, static fact => fact.Value.Value, StringComparer.Ordinal));
        List<Claim> claims = [.. Claims(result, facts)];
        Decision draft = new()
        {
            Type = QuestionForm.Of(file.Request).Type,
            Answer = null,
            Abstention = "draft",
            Ranking = file.Board.Live,
            Claims = claims,
            WouldChange = [.. result.Missing.Take(5).Select(name => $"{name} (missing): its value would narrow the result.")],
            Caveats = [.. Caveats(result)],
        };
        draft = draft with { Claims = [.. claims.Where(claim => DecisionChecker.Check(draft with { Claims = [claim] }, file.Request, view.Evidence, HypothesisBoard.Fold([])).Ok)] };
        if (Obstacle(file, result, draft, facts) is { } obstacle)
        {
            return draft with { Abstention = obstacle };
        }

        (DecisionAnswer? answer, string? text, string? unsettled) = Answer(file, result);
        return text is null ? draft with { Abstention = unsettled } : draft with { Result = answer, Answer = text, Abstention = null };
    }

    private static string? Obstacle(CaseFile file, ScoreResult result, Decision draft, IReadOnlyDictionary<string, ScoreFact> facts)
    {
        string name = result.Definition.Name;
        if (file.Rejections.Count > 0)
        {
            return "The decision was sent back and the evidence allows no other: " + string.Join(" ", file.Rejections.Take(3));
        }

        if (result.Value is null)
        {
            return $"{name} cannot be computed: {result.Refusal}.";
        }

        return facts.Keys.All(static key => key is "age" or "female") || draft.Claims.Count == 0
            ? $"{name} cannot be computed: the record holds none of its inputs but age and sex (missing: {string.Join(", ", result.Missing)})."
            : null;
    }

    private static (DecisionAnswer? Result, string? Text, string? Unsettled) Answer(CaseFile file, ScoreResult result)
    {
        string summary = Summary(result);
        if (QuestionForm.Of(file.Request) is { Type: QuestionType.YesNo } form)
        {
            if (ScoreVerdict.Read(file.Request.Question, result) is { } yes)
            {
                var answer = new YesNoAnswer(yes, Risk(result));
                return (answer, YesNoText.For(file.Request.Candidates, yes, summary), null);
            }

            if (!form.Inferred || file.Request.Candidates is { Count: > 0 })
            {
                return (null, null, $"Neither yes nor no: {summary}");
            }
        }

        return file.Request.Candidates is { Count: > 0 }
            ? (null, null, $"The question asks for a score, whose value is on no list of candidates: {summary}")
            : (new TextAnswer(summary), summary, null);
    }

    private static Risk? Risk(ScoreResult result)
    {
        double[] risks = [.. result.Bands.Select(static band => band.Risk).OfType<double>()];
        return risks.Length > 0 && risks.Length == result.Bands.Count
            ? new Risk(Math.Round(risks.Min() / 100, 4), Math.Round(risks.Max() / 100, 4), RiskBasis.Score, result.Definition.Key)
            : null;
    }

    private static string Summary(ScoreResult result)
    {
        string bands = result.Bands.Count == 0 ? "" : " " + string.Join(" or ", result.Bands.Select(static band => $"{band.Meaning} [{band.Tag}]")) + ".";
        string missing = result.Missing.Count == 0 ? "" : $" Missing: {string.Join(", ", result.Missing)}.";
        return $"{result.Definition.Name}: {result.ValueText}.{bands}{missing}";
    }

    private static IEnumerable<Claim> Claims(ScoreResult result, IReadOnlyDictionary<string, ScoreFact> facts)
    {
        foreach (ScoreItemResult line in result.Items)
        {
            ScoreFact[] own = [.. line.Inputs.Where(facts.ContainsKey).Select(key => facts[key])];
            if (own.Length > 0)
            {
                string text = string.Join(", ", own.Select(static fact => fact.Detail));
                yield return new Claim($"{char.ToUpperInvariant(text[0])}{text[1..]}; (computed: {line.Item.Name}: {Points(line.Points)}).", [.. own.SelectMany(static fact => fact.Citations).Distinct()]);
            }
        }

        Citation[] all = [.. result.Items.SelectMany(static line => line.Inputs).Distinct().Where(facts.ContainsKey).SelectMany(key => facts[key].Citations).Distinct()];
        if (result.Value is not null && all.Length > 0)
        {
            string bands = string.Join(" or ", result.Bands.Select(static band => $"{band.Meaning} [{band.Tag}]"));
            yield return new Claim($"The published score from these inputs (computed: {result.Definition.Name} = {result.ValueText}; {bands}; {result.Definition.Source} [{result.Definition.Tag}]).", all);
        }
    }

    private static string Points(Interval points) => points.IsExact
        ? Math.Round(points.Low, 3).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(points.Low, 3)} to {Math.Round(points.High, 3)}, not all of its inputs being known");

    private static IEnumerable<string> Caveats(ScoreResult result)
    {
        ScoreDefinition score = result.Definition;
        yield return "Research software, not a medical device.";
        yield return $"No language model configured: {score.Name} was computed from the record ({score.Source} [{score.Tag}]). It speaks of {score.Outcome} in {score.Population}.";
        if (score.Purpose == ScorePurpose.Prognosis)
        {
            yield return "A prognostic score is no evidence for the disease itself.";
        }

        if (result.Missing.Count > 0)
        {
            yield return $"Missing is not counted as normal: {string.Join(", ", result.Missing)}. The result holds every value that the missing inputs allow.";
        }

        foreach (string note in score.Notes)
        {
            yield return note;
        }
    }
}
