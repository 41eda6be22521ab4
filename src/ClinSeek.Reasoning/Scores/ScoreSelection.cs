namespace ClinSeek.Reasoning.Scores;

/// <summary>Which value of an input's window counts.</summary>
public enum ScoreSelection
{
    /// <summary>The latest.</summary>
    Latest,

    /// <summary>The lowest.</summary>
    Lowest,

    /// <summary>The highest.</summary>
    Highest,
}
