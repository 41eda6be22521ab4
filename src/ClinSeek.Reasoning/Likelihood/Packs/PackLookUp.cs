namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>One way to find something in a record; which members are used depends on the kind.</summary>
public sealed record PackLookUp
{
    /// <summary>What is read.</summary>
    public required LookUpKind Kind { get; init; }

    /// <summary>A quantity's key.</summary>
    public string? Quantity { get; init; }

    /// <summary>A formula's name.</summary>
    public string? Formula { get; init; }

    /// <summary>A film classifier's finding, or <c>Cardiothoracic ratio</c>, which the segmentation measures.</summary>
    public string? Finding { get; init; }

    /// <summary>Prefixes of ICD-10-CM codes.</summary>
    public IReadOnlyList<string> Icd10Cm { get; init; } = [];

    /// <summary>SNOMED CT codes.</summary>
    public IReadOnlyList<string> Snomed { get; init; } = [];

    /// <summary>Parts of a display text.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>Tables whose texts are read: <c>document</c>, <c>diagnostic_report</c>.</summary>
    public IReadOnlyList<string> In { get; init; } = [];

    /// <summary>Phrases that state the finding; <c>*</c> at a word's end stands for any ending.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Phrases that state its opposite.</summary>
    public IReadOnlyList<string> Opposites { get; init; } = [];
}
