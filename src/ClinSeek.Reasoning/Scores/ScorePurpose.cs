namespace ClinSeek.Reasoning.Scores;

/// <summary>What a score may be used for.</summary>
public enum ScorePurpose
{
    /// <summary>To tell whether a disease is there.</summary>
    Diagnosis,

    /// <summary>To tell what will become of a patient whose disease is known; never evidence for the disease itself.</summary>
    Prognosis,

    /// <summary>To tell how far a disease has gone.</summary>
    Staging,

    /// <summary>A physiological quantity.</summary>
    Physiology,
}
