using ClinSeek.Reasoning.Likelihood.Findings;

namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>The rules for one finding of a pack.</summary>
internal static class FindingValidator
{
    private static readonly string[] ImageFindings = ["Cardiomegaly", "Effusion", "Pneumothorax", "Consolidation", "Nodule", FilmReader.Ratio];
    private static readonly string[] Tables = ["document", "diagnostic_report"];
    private static readonly int[] Ages = [18, 49, 50, 75, 76, 95];

    /// <summary>What is wrong with a finding; empty when nothing is.</summary>
    public static IEnumerable<PackFault> Problems(Pack pack, PackFinding finding, string path)
    {
        if (finding.LookUps.Count == 0 || finding.Effects.Count == 0 || string.IsNullOrWhiteSpace(finding.Group) || string.IsNullOrWhiteSpace(finding.Name))
        {
            yield return new PackFault(path, $"the finding '{finding.Key}' needs a name, a group, a look-up and an effect");
        }

        bool numeric = finding.LookUps.Any(static lookUp => lookUp.Kind is LookUpKind.Quantity or LookUpKind.Derived or LookUpKind.Age);
        if (numeric != finding.Bands.Count > 0)
        {
            yield return new PackFault(path + ".bands", $"the finding '{finding.Key}' must have bands exactly when it reads a number");
        }

        if (!BandsRise(finding))
        {
            yield return new PackFault(path + ".bands", $"the bands of '{finding.Key}' must rise, and only the last may be open");
        }

        if (finding.OnlyIf is { } only && pack.Findings.FirstOrDefault(other => other.Key == only.Finding && other.OnlyIf is null) is var condition && (condition is null || !(only.Is == PackCondition.NotPresent || condition.States.Contains(only.Is, StringComparer.Ordinal))))
        {
            yield return new PackFault(path + ".onlyIf", condition is null
                ? $"the finding '{finding.Key}' depends on '{only.Finding}', which is missing or depends on another itself"
                : $"'{only.Finding}' is never '{only.Is}'; its states are {string.Join(", ", condition.States)}, or write {PackCondition.NotPresent}");
        }

        for (int index = 0; index < finding.LookUps.Count; index++)
        {
            if (LookUp(pack, finding.LookUps[index]) is { } problem)
            {
                yield return new PackFault($"{path}.lookUps[{index}]", $"{finding.Key}: {problem}");
            }
        }

        for (int index = 0; index < finding.Effects.Count; index++)
        {
            if (Effect(pack, finding, finding.Effects[index]) is { } problem)
            {
                yield return new PackFault($"{path}.effects[{index}]", $"{finding.Key}: {problem}");
            }
        }
    }

    private static bool BandsRise(PackFinding finding)
    {
        foreach (int age in Ages)
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
        LookUpKind.Quantity when pack.Quantities.All(quantity => quantity.Key != lookUp.Quantity) => $"the quantity '{lookUp.Quantity}' is not in the pack; add it to quantities",
        LookUpKind.Derived when !Formulas.IsKnown(pack, lookUp.Formula) => $"the formula '{lookUp.Formula}' is not known; define it in formulas",
        // An expression that cannot be read is a fault of its own.
        LookUpKind.Derived when lookUp.Formula is Formulas.KdigoAki or Formulas.HbFall && Formulas.Inputs(pack, lookUp.Formula).FirstOrDefault(input => pack.Quantities.All(quantity => quantity.Key != input)) is { } missing => $"the formula's input '{missing}' is not in the pack; add it to quantities",
        LookUpKind.Condition when lookUp.Icd10Cm.Count + lookUp.Snomed.Count + lookUp.Text.Count == 0 => "a condition look-up needs codes or a text",
        LookUpKind.Medication or LookUpKind.Procedure when lookUp.Snomed.Count + lookUp.Text.Count == 0 => "a look-up needs SNOMED codes or a text",
        LookUpKind.Text when lookUp.Terms.Count == 0 || lookUp.In.Count == 0 || lookUp.In.Except(Tables).Any() => "a text look-up needs terms and, as in, one of document, diagnostic_report",
        LookUpKind.Image when !ImageFindings.Contains(lookUp.Finding, StringComparer.Ordinal) => $"the classifier has no finding '{lookUp.Finding}'; it has {string.Join(", ", ImageFindings)}",
        _ when lookUp.Text.Concat(lookUp.Terms).Concat(lookUp.Opposites).Any(string.IsNullOrWhiteSpace) => "an empty text would match everything; take it out",
        _ => null,
    };

    private static string? Effect(Pack pack, PackFinding finding, PackEffect effect)
    {
        if (effect.Hypothesis == Pack.NoneOfThese || pack.Hypotheses.All(hypothesis => hypothesis.Key != effect.Hypothesis))
        {
            return $"an effect names '{effect.Hypothesis}', which is no named hypothesis of the pack";
        }

        if (!finding.States.Contains(effect.State, StringComparer.Ordinal))
        {
            return $"an effect names the state '{effect.State}'; the finding's states are {string.Join(", ", finding.States)}";
        }

        if (finding.Effects.Count(other => other.Hypothesis == effect.Hypothesis && other.State == effect.State) > 1)
        {
            return $"'{effect.Hypothesis}' has two figures for '{effect.State}'; keep one";
        }

        return !(effect.Lr > 0 && double.IsFinite(effect.Lr)) ? $"an LR must be above 0; {effect.Lr} is not" : PackValidator.Figure(pack, effect.Source, effect.Tag);
    }
}
