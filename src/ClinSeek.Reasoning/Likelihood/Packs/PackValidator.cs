using System.Text.RegularExpressions;
using ClinSeek.Reasoning.Likelihood.Findings;

namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>The rules of docs/packs.md as code; findings have theirs in <see cref="FindingValidator"/>.</summary>
internal static partial class PackValidator
{
    private static readonly string[] Tags = ["S", "K", "S+K", "assumption"];

    /// <summary>What is wrong with a pack; empty when nothing is.</summary>
    public static IReadOnlyList<PackFault> Problems(Pack pack) =>
        pack.FormatVersion != 1
            ? [new PackFault("$.formatVersion", $"formatVersion {pack.FormatVersion} is not known; this program reads 1")]
            :
            [
                .. Head(pack), .. Hypotheses(pack),
                .. pack.Quantities.SelectMany(static (quantity, index) => Quantity(quantity, $"$.quantities[{index}]")),
                .. pack.Formulas.SelectMany((formula, index) => Formula(pack, formula, $"$.formulas[{index}]")),
                .. pack.Findings.SelectMany((finding, index) => FindingValidator.Problems(pack, finding, $"$.findings[{index}]")),
            ];

    /// <summary>What is wrong with a figure's source and tag, or null.</summary>
    public static string? Figure(Pack pack, string source, string tag) =>
        !pack.Sources.ContainsKey(source) ? $"the source '{source}' is not in the pack; add it to sources or name one that is there"
        : !Tags.Contains(tag, StringComparer.Ordinal) ? $"the tag '{tag}' is not one of {string.Join(", ", Tags)}; say how the figure was had"
        : null;

    private static IEnumerable<PackFault> Head(Pack pack)
    {
        if (!Key().IsMatch(pack.Key) || string.IsNullOrWhiteSpace(pack.Version) || string.IsNullOrWhiteSpace(pack.Title) || string.IsNullOrWhiteSpace(pack.Population))
        {
            yield return new PackFault("$.key", "a pack needs a key of lower-case letters, digits and _, a version, a title and a population");
        }

        if (pack.Problem.Terms.Count == 0 || pack.Problem.Terms.Any(string.IsNullOrWhiteSpace))
        {
            yield return new PackFault("$.problem.terms", "the problem needs terms by which a question is recognised, none of them empty");
        }

        if (pack.Findings.Count < 20)
        {
            yield return new PackFault("$.findings", $"{pack.Findings.Count} findings; a pack has at least 20, or it could not tell its hypotheses apart");
        }

        if (pack.Premise is { } premise && !Formulas.IsKnown(pack, premise.Formula))
        {
            yield return new PackFault("$.premise.formula", $"the premise's formula '{premise.Formula}' is not known; define it in formulas");
        }

        foreach ((string where, string twice) in Twice("findings", pack.Findings.Select(static one => one.Key))
            .Concat(Twice("quantities", pack.Quantities.Select(static one => one.Key)))
            .Concat(Twice("hypotheses", pack.Hypotheses.Select(static one => one.Key)))
            .Concat(Twice("formulas", pack.Formulas.Select(static one => one.Key))))
        {
            yield return new PackFault("$." + where, $"the key '{twice}' is used twice; rename one of the two");
        }
    }

    private static IEnumerable<PackFault> Hypotheses(Pack pack)
    {
        int named = pack.Hypotheses.Count(static hypothesis => hypothesis.Key != Pack.NoneOfThese);
        if (named < 6 || named == pack.Hypotheses.Count)
        {
            yield return new PackFault("$.hypotheses", $"{named} named hypotheses; a pack has at least 6 and '{Pack.NoneOfThese}', the explicit remainder");
        }

        for (int index = 0; index < pack.Hypotheses.Count; index++)
        {
            PackHypothesis hypothesis = pack.Hypotheses[index];
            if (hypothesis.Prior.Value is not (> 0 and < 1))
            {
                yield return new PackFault($"$.hypotheses[{index}].prior.value", $"the prior of '{hypothesis.Key}' must lie between 0 and 1");
            }

            if (Figure(pack, hypothesis.Prior.Source, hypothesis.Prior.Tag) is { } figure)
            {
                yield return new PackFault($"$.hypotheses[{index}].prior", figure);
            }

            if (string.IsNullOrWhiteSpace(hypothesis.Name) || hypothesis.Synonyms.Any(string.IsNullOrWhiteSpace))
            {
                yield return new PackFault($"$.hypotheses[{index}].name", $"'{hypothesis.Key}' has an empty name or synonym; a candidate could never be recognised by it");
            }

            if (hypothesis.Ccsr?.Keys.FirstOrDefault(static code => !Category().IsMatch(code)) is { } wrong)
            {
                yield return new PackFault($"$.hypotheses[{index}].ccsr", $"'{wrong}' is no CCSR category; write three letters and three digits, such as CIR019");
            }

            if ((hypothesis.Icd10Cm ?? []).FirstOrDefault(static code => !IcdPrefix().IsMatch(code)) is { } code)
            {
                yield return new PackFault($"$.hypotheses[{index}].icd10cm", $"'{code}' is no prefix of an ICD-10-CM code; write it with its dot, such as I50.9");
            }
        }

        double sum = pack.Hypotheses.Sum(static hypothesis => hypothesis.Prior.Value);
        if (sum is < 0.9 or > 1.1)
        {
            yield return new PackFault("$.hypotheses", FormattableString.Invariant($"the priors sum to {sum:0.###}; they must lie between 0.9 and 1.1 before they are normalised"));
        }
    }

    private static IEnumerable<PackFault> Quantity(PackQuantity quantity, string path)
    {
        if (!Key().IsMatch(quantity.Key))
        {
            yield return new PackFault(path + ".key", $"'{quantity.Key}' is no key; write lower-case letters, digits and _");
        }

        if (quantity.Loinc.Count == 0 || quantity.WindowHours <= 0 || quantity.Samples is < 1 or > 40)
        {
            yield return new PackFault(path, $"the quantity '{quantity.Key}' needs LOINC codes, a window above 0 hours and 1 to 40 samples");
        }

        if (UnitConverter.TryConvert(quantity.Analyte, 1, quantity.Unit, quantity.Unit) is null)
        {
            yield return new PackFault(path + ".analyte", $"the quantity '{quantity.Key}' has the unknown analyte '{quantity.Analyte}', or '{quantity.Unit}' is none of its units; known: {string.Join(", ", UnitConverter.AnalyteNames)}");
        }
    }

    private static IEnumerable<PackFault> Formula(Pack pack, PackFormula formula, string path)
    {
        string? wrong = null;
        IReadOnlySet<string> names = new HashSet<string>();
        try
        {
            names = Formulas.Expression(formula).Names;
        }
        catch (FormatException error)
        {
            wrong = error.Message;
        }

        if (wrong is not null)
        {
            yield return new PackFault(path + ".expression", $"'{formula.Expression}' cannot be read: {wrong}");
        }

        foreach (string name in names.Where(name => name is not ("age" or "female") && pack.Quantities.All(quantity => quantity.Key != name)))
        {
            yield return new PackFault(path + ".expression", $"'{name}' is no quantity of the pack, nor age or female");
        }
    }

    private static IEnumerable<(string Where, string Key)> Twice(string where, IEnumerable<string> keys) =>
        keys.GroupBy(static key => key).Where(static same => same.Count() > 1).Select(same => (where, same.Key));

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}$")]
    private static partial Regex Key();

    [GeneratedRegex("^[A-Z]{3}[0-9]{3}$")]
    private static partial Regex Category();

    [GeneratedRegex("^[A-Z]([0-9][0-9A-Z]?(\\.[0-9A-Z]{1,4})?)?$")]
    private static partial Regex IcdPrefix();
}
