namespace ClinSeek.Reasoning.Scores;

/// <summary>What an input of a score is.</summary>
public enum ScoreInputKind
{
    /// <summary>A number in the input's unit.</summary>
    Number,

    /// <summary>Something that is so or is not so.</summary>
    Flag,
}
