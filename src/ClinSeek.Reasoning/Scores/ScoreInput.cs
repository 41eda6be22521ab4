namespace ClinSeek.Reasoning.Scores;

/// <summary>One input of a score and how a record may hold it.</summary>
public sealed record ScoreInput
{
    /// <summary>Its key in formulas.</summary>
    public required string Key { get; init; }

    /// <summary>Its name in words.</summary>
    public required string Name { get; init; }

    /// <summary>A number or a flag.</summary>
    public ScoreInputKind Kind { get; init; }

    /// <summary>The unit (UCUM) that formulas are written in; null for a flag and for a number without one.</summary>
    public string? Unit { get; init; }

    /// <summary>Chooses the unit conversions; null where the unit must be the same.</summary>
    public string? Analyte { get; init; }

    /// <summary>The lowest value that exists, which a missing value is taken to reach down to; null where there is none.</summary>
    public double? Lowest { get; init; }

    /// <summary>The highest value that exists; null where there is none.</summary>
    public double? Highest { get; init; }

    /// <summary>The value that the score's own rule gives it where it is missing, 0 for a flag; null where its absence makes a range or forbids the score.</summary>
    public double? Absent { get; init; }

    /// <summary>Whether only a clinician can say: no record entry stands for it.</summary>
    public bool Judgement { get; init; }

    /// <summary>LOINC codes of observations that hold it, the usual one first.</summary>
    public IReadOnlyList<string> Loinc { get; init; } = [];

    /// <summary>Prefixes of ICD-10-CM codes that state it.</summary>
    public IReadOnlyList<string> Icd10Cm { get; init; } = [];

    /// <summary>SNOMED CT codes that state it.</summary>
    public IReadOnlyList<string> Snomed { get; init; } = [];

    /// <summary>Parts of a display text that state it.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>What is made of the values; null where a value counts as it is.</summary>
    public ScoreDerivation? Derive { get; init; }

    /// <summary>Which value of the window counts.</summary>
    public ScoreSelection Select { get; init; }

    /// <summary>How long before the record's last entry a value still counts, in hours; null for ever.</summary>
    public int? WindowHours { get; init; }
}
