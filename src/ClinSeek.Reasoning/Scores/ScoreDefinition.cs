namespace ClinSeek.Reasoning.Scores;

/// <summary>A published score or formula as data. Holds no PHI.</summary>
public sealed record ScoreDefinition
{
    /// <summary>The version of the form; 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The score's key, such as <c>curb_65</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The score's name as people know it.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that a question may use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Phrases of a question that this score answers although it is not named; <c>*</c> at a word's end stands for any ending.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>What it is for: diagnosis, prognosis, staging or physiology. A prognostic score is no evidence for the disease itself.</summary>
    public required ScorePurpose Purpose { get; init; }

    /// <summary>What it speaks about.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whom it was made for.</summary>
    public required string Population { get; init; }

    /// <summary>Author, year and place.</summary>
    public required string Source { get; init; }

    /// <summary>How its figures were had: S read at the source, K recalled, S+K both.</summary>
    public required string Tag { get; init; }

    /// <summary>The unit of the result; null for points.</summary>
    public string? Unit { get; init; }

    /// <summary>What a missing input does.</summary>
    public ScoreMissing Missing { get; init; }

    /// <summary>The inputs.</summary>
    public required IReadOnlyList<ScoreInput> Inputs { get; init; }

    /// <summary>The lines; the result is the sum of those that count.</summary>
    public required IReadOnlyList<ScoreItem> Items { get; init; }

    /// <summary>What values mean, without gaps in what they cover.</summary>
    public IReadOnlyList<ScoreBand> Bands { get; init; } = [];

    /// <summary>The band that holds while the result touches more than one; null where none does.</summary>
    public string? UnsureBand { get; init; }

    /// <summary>Where it does not apply.</summary>
    public IReadOnlyList<ScoreLimit> Limits { get; init; } = [];

    /// <summary>What a reader must know beside the number.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Worked examples.</summary>
    public required IReadOnlyList<ScoreExample> Examples { get; init; }
}
