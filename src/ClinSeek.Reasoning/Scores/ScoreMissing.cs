namespace ClinSeek.Reasoning.Scores;

/// <summary>What a missing input does to a score. It never counts as normal.</summary>
public enum ScoreMissing
{
    /// <summary>The score is a range: with the item's fewest points to with its most.</summary>
    Range,

    /// <summary>There is no score.</summary>
    NotComputable,
}
