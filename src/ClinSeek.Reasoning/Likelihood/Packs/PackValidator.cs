using ClinSeek.Reasoning.Likelihood.Findings;

namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>The rules of the README as code.</summary>
internal static class PackValidator
{
    private static readonly string[] Tags = ["S", "K", "S+K", "assumption"];
    private static readonly string[] ImageFindings = ["Cardiomegaly", "Effusion", "Pneumothorax", "Consolidation", "Nodule", FilmReader.Ratio];

    /// <summary>What is wrong with a pack; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(Pack pack) =>
        Head(pack).Concat(Hypotheses(pack)).Concat(pack.Quantities.SelectMany(Quantity)).Concat(pack.Findings.SelectMany(finding => Finding(pack, finding)));

    private static IEnumerable<string> Head(Pack pack)
    {
        if (pack.FormatVersion != 1)
        {
            yield return $"formatVersion {pack.FormatVersion} is not known; this program reads 1";
        }

        if (pack.Problem.Terms.Count == 0)
        {
            yield return "the problem has no terms";
        }

        if (pack.Findings.Count < 20)
        {
            yield return $"{pack.Findings.Count} findings; a pack has at least 20";
        }

        if (pack.Premise is { } premise && !Formulas.IsKnown(pack, premise.Formula))
        {
            yield return $"the premise's formula '{premise.Formula}' is not known";
        }

        foreach (string twice in Twice(pack.Findings.Select(static finding => finding.Key)).Concat(Twice(pack.Quantities.Select(static quantity => quantity.Key))).Concat(Twice(pack.Hypotheses.Select(static hypothesis => hypothesis.Key))))
        {
            yield return $"the key '{twice}' is used twice";
        }
    }

    private static IEnumerable<string> Hypotheses(Pack pack)
    {
        int named = pack.Hypotheses.Count(static hypothesis => hypothesis.Key != Pack.NoneOfThese);
        if (named < 6 || named == pack.Hypotheses.Count)
        {
            yield return $"{named} named hypotheses; a pack has at least 6 and '{Pack.NoneOfThese}'";
        }

        foreach (PackHypothesis hypothesis in pack.Hypotheses)
        {
            if (hypothesis.Prior.Value is not (> 0 and < 1) || Figure(pack, hypothesis.Prior.Source, hypothesis.Prior.Tag) is not null)
            {
                yield return $"the prior of '{hypothesis.Key}' needs a value between 0 and 1, a known source and a tag";
            }
        }

        double sum = pack.Hypotheses.Sum(static hypothesis => hypothesis.Prior.Value);
        if (sum is < 0.9 or > 1.1)
        {
            yield return FormattableString.Invariant($"the priors sum to {sum:0.###}; they must lie between 0.9 and 1.1 before they are normalised");
        }
    }

    private static IEnumerable<string> Quantity(PackQuantity quantity)
    {
        if (quantity.Loinc.Count == 0 || quantity.WindowHours <= 0 || quantity.Samples is < 1 or > 40)
        {
            yield return $"the quantity '{quantity.Key}' needs codes, a window and 1 to 40 samples";
        }

        if (UnitConverter.TryConvert(quantity.Analyte, 1, quantity.Unit, quantity.Unit) is null)
        {
            yield return $"the quantity '{quantity.Key}' has the unknown analyte '{quantity.Analyte}' or a unit that the analyte does not know";
        }
    }

    private static IEnumerable<string> Finding(Pack pack, PackFinding finding)
    {
        if (finding.LookUps.Count == 0 || finding.Effects.Count == 0 || finding.Group.Length == 0)
        {
            yield return $"the finding '{finding.Key}' needs a group, a look-up and an effect";
        }

        bool numeric = finding.LookUps.Any(static lookUp => lookUp.Kind is LookUpKind.Quantity or LookUpKind.Derived or LookUpKind.Age);
        if (numeric != finding.Bands.Count > 0)
        {
            yield return $"the finding '{finding.Key}' must have bands exactly when it reads a number";
        }

        if (!BandsRise(finding))
        {
            yield return $"the bands of '{finding.Key}' must rise and only the last may be open";
        }

        if (finding.OnlyIf is { } only && pack.Findings.All(other => other.Key != only.Finding || other.OnlyIf is not null))
        {
            yield return $"the finding '{finding.Key}' depends on '{only.Finding}', which is missing or depends on another itself";
        }

        foreach (string problem in finding.LookUps.Select(lookUp => LookUp(pack, lookUp)).OfType<string>().Concat(finding.Effects.Select(effect => Effect(pack, finding, effect)).OfType<string>()))
        {
            yield return $"{finding.Key}: {problem}";
        }
    }

    private static bool BandsRise(PackFinding finding)
    {
        foreach (int age in new[] { 18, 49, 50, 75, 76, 95 })
        {
            double floor = double.NegativeInfinity;
            foreach (PackBand band in finding.Bands)
            {
                if (band.Edge(age) is not { } edge || edge <= floor || (double.IsInfinity(edge) && band != finding.Bands[^1]))
                {
                    return false;
                }

                floor = edge;
            }

            if (finding.Bands.Count > 0 && !double.IsInfinity(floor))
            {
                return false;
            }
        }

        return true;
    }

    private static string? LookUp(Pack pack, PackLookUp lookUp) => lookUp.Kind switch
    {
        LookUpKind.Quantity when pack.Quantities.All(quantity => quantity.Key != lookUp.Quantity) => $"the quantity '{lookUp.Quantity}' is not in the pack",
        LookUpKind.Derived when !Formulas.IsKnown(pack, lookUp.Formula) => $"the formula '{lookUp.Formula}' is not known",
        LookUpKind.Derived when Formulas.Inputs(pack, lookUp.Formula!).FirstOrDefault(input => pack.Quantities.All(quantity => quantity.Key != input)) is { } missing => $"the formula's input '{missing}' is not in the pack",
        LookUpKind.Condition when lookUp.Icd10Cm.Count + lookUp.Snomed.Count + lookUp.Text.Count == 0 => "a condition look-up needs codes or a text",
        LookUpKind.Medication or LookUpKind.Procedure when lookUp.Snomed.Count + lookUp.Text.Count == 0 => "a look-up needs codes or a text",
        LookUpKind.Text when lookUp.Terms.Count == 0 || lookUp.In.Count == 0 || lookUp.In.Except(["document", "diagnostic_report"]).Any() => "a text look-up needs terms and one of document, diagnostic_report",
        LookUpKind.Image when !ImageFindings.Contains(lookUp.Finding, StringComparer.Ordinal) => $"the classifier has no finding '{lookUp.Finding}'",
        _ => null,
    };

    private static string? Effect(Pack pack, PackFinding finding, PackEffect effect)
    {
        if (effect.Hypothesis == Pack.NoneOfThese || pack.Hypotheses.All(hypothesis => hypothesis.Key != effect.Hypothesis))
        {
            return $"an effect names '{effect.Hypothesis}'";
        }

        if (!finding.States.Contains(effect.State, StringComparer.Ordinal))
        {
            return $"an effect names the state '{effect.State}'";
        }

        if (finding.Effects.Count(other => other.Hypothesis == effect.Hypothesis && other.State == effect.State) > 1)
        {
            return $"'{effect.Hypothesis}' has two figures for '{effect.State}'";
        }

        return !(effect.Lr > 0 && double.IsFinite(effect.Lr)) ? "an LR must be above 0" : Figure(pack, effect.Source, effect.Tag);
    }

    private static string? Figure(Pack pack, string source, string tag) =>
        !pack.Sources.ContainsKey(source) ? $"the source '{source}' is not in the pack"
        : !Tags.Contains(tag, StringComparer.Ordinal) ? $"the tag '{tag}' is not one of {string.Join(", ", Tags)}"
        : null;

    private static IEnumerable<string> Twice(IEnumerable<string> keys) =>
        keys.GroupBy(static key => key).Where(static same => same.Count() > 1).Select(static same => same.Key);
}
