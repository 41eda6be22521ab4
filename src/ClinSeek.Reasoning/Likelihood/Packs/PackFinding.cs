namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>Something that can be found in a record and moves hypotheses.</summary>
public sealed record PackFinding
{
    /// <summary>The state of a finding that was stated or matched.</summary>
    public const string Present = "present";

    /// <summary>The state of a finding that was documented as not there.</summary>
    public const string Absent = "absent";

    /// <summary>Its key in the pack.</summary>
    public required string Key { get; init; }

    /// <summary>What it is, in words that fit into a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>Its mechanism: only the strongest finding of a group counts fully.</summary>
    public required string Group { get; init; }

    /// <summary>How long before the cut-off it must lie; null: at any time.</summary>
    public int? WindowHours { get; init; }

    /// <summary>Whether a mention as past history counts.</summary>
    public bool History { get; init; }

    /// <summary>The cost of asking, in units of one query.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>How often a record says anything about it; a working value that only orders look-ups.</summary>
    public double? Documented { get; init; }

    /// <summary>Counts only where another finding stands so; null: always.</summary>
    public PackCondition? OnlyIf { get; init; }

    /// <summary>How it is looked up.</summary>
    public required IReadOnlyList<PackLookUp> LookUps { get; init; }

    /// <summary>The intervals of a numeric finding, lowest first; empty for one that is present or absent.</summary>
    public IReadOnlyList<PackBand> Bands { get; init; } = [];

    /// <summary>What it does to hypotheses.</summary>
    public required IReadOnlyList<PackEffect> Effects { get; init; }

    /// <summary>Whether it describes the present episode, rather than history or treatment that was there before.</summary>
    public bool IsCurrent => !History && LookUps.Any(static lookUp => lookUp.Kind is not (LookUpKind.Medication or LookUpKind.Procedure or LookUpKind.Age));

    /// <summary>The states that it can have.</summary>
    public IReadOnlyList<string> States => Bands.Count > 0 ? [.. Bands.Select(static band => band.Key)] : [Present, Absent];

    /// <summary>Whether a state moves any hypothesis.</summary>
    public bool Informs(string state) => Effects.Any(effect => effect.State == state && effect.Lr != 1.0);
}
