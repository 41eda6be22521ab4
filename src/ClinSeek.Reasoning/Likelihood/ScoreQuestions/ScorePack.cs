using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Scores;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>Writes a score's inputs as the quantities and findings of a pack, so that a record is read for both in one way.</summary>
internal static class ScorePack
{
    private const int Year = 24 * 365;
    private const int AnyTime = 100 * Year;
    private const int Many = 40;

    /// <summary>The inputs that a record can hold; age, sex and what only a clinician can say are none of them.</summary>
    public static Pack Of(ScoreDefinition score) => new()
    {
        FormatVersion = 1,
        Key = score.Key,
        Version = "1",
        Title = score.Name,
        Population = score.Population,
        Problem = new PackProblem(score.Name, [score.Name]),
        Hypotheses = [],
        Quantities = [.. score.Inputs.Where(static input => input is { Kind: ScoreInputKind.Number, Loinc.Count: > 0 }).Select(Quantity)],
        Findings = [.. score.Inputs.Where(static input => input is { Kind: ScoreInputKind.Flag, Judgement: false } && input.Icd10Cm.Count + input.Snomed.Count + input.Text.Count > 0).Select(Finding)],
        Sources = new Dictionary<string, PackSource>(),
    };

    private static PackQuantity Quantity(ScoreInput input) => new(
        input.Key, input.Name, input.Loinc, input.Unit ?? "1", input.Analyte ?? UnitConverter.SameUnit, "inputs",
        input.Derive is ScoreDerivation.OverBaseline or ScoreDerivation.RiseWithin48Hours ? Year : input.WindowHours ?? AnyTime,
        input.Derive is null && input.Select == ScoreSelection.Latest ? 2 : Many);

    private static PackFinding Finding(ScoreInput input) => new()
    {
        Key = input.Key,
        Name = input.Name,
        Group = input.Key,
        WindowHours = input.WindowHours,
        History = input.WindowHours is null,
        LookUps = [.. LookUps(input)],
        Effects = [],
    };

    private static IEnumerable<PackLookUp> LookUps(ScoreInput input)
    {
        yield return new PackLookUp { Kind = LookUpKind.Condition, Icd10Cm = input.Icd10Cm, Snomed = input.Snomed, Text = input.Text };
        if (input.Text.Count > 0)
        {
            yield return new PackLookUp { Kind = LookUpKind.Medication, Text = input.Text };
            yield return new PackLookUp { Kind = LookUpKind.Procedure, Text = input.Text };
            yield return new PackLookUp { Kind = LookUpKind.Text, Terms = input.Text, In = ["document", "diagnostic_report"] };
        }
    }
}
