namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>One presenting problem with its hypotheses, findings and figures, as the README beside the packs describes it. Holds no PHI.</summary>
public sealed record Pack
{
    /// <summary>The version of the form; 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The pack's key, such as <c>acute_dyspnoea</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The version of the pack's content.</summary>
    public required string Version { get; init; }

    /// <summary>What the pack answers, for people.</summary>
    public required string Title { get; init; }

    /// <summary>Whom its figures are about.</summary>
    public required string Population { get; init; }

    /// <summary>How the presenting problem is recognised.</summary>
    public required PackProblem Problem { get; init; }

    /// <summary>What must not be documented as false for the question to make sense; null where nothing must.</summary>
    public PackPremise? Premise { get; init; }

    /// <summary>The rival explanations, <see cref="NoneOfThese"/> included.</summary>
    public required IReadOnlyList<PackHypothesis> Hypotheses { get; init; }

    /// <summary>Numeric observations that findings read.</summary>
    public required IReadOnlyList<PackQuantity> Quantities { get; init; }

    /// <summary>Formulas over the quantities, which findings and the premise read.</summary>
    public IReadOnlyList<PackFormula> Formulas { get; init; } = [];

    /// <summary>What moves the hypotheses.</summary>
    public required IReadOnlyList<PackFinding> Findings { get; init; }

    /// <summary>Where the figures come from, by key.</summary>
    public required IReadOnlyDictionary<string, PackSource> Sources { get; init; }

    /// <summary>The key of the explicit remainder that every pack has.</summary>
    public const string NoneOfThese = "none_of_these";

    /// <summary>The quantity under a key.</summary>
    public PackQuantity Quantity(string key) => Quantities.First(quantity => quantity.Key == key);

    /// <summary>The hypothesis under a key.</summary>
    public PackHypothesis Hypothesis(string key) => Hypotheses.First(hypothesis => hypothesis.Key == key);
}
