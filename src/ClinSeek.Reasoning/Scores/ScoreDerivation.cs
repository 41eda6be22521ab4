namespace ClinSeek.Reasoning.Scores;

/// <summary>What an input makes of the values of an observation.</summary>
public enum ScoreDerivation
{
    /// <summary>The value over the upper limit that the laboratory reports with it.</summary>
    OverUpperLimit,

    /// <summary>The highest value of the window over the lowest one of the year before the record's last entry.</summary>
    OverBaseline,

    /// <summary>The largest rise within 48 hours in the window.</summary>
    RiseWithin48Hours,
}
