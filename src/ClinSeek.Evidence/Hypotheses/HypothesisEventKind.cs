namespace ClinSeek.Evidence.Hypotheses;

/// <summary>What happened to a hypothesis.</summary>
public enum HypothesisEventKind
{
    /// <summary>It was put on the board.</summary>
    Proposed,

    /// <summary>Evidence raised its weight.</summary>
    Supported,

    /// <summary>Evidence lowered its weight.</summary>
    Refuted,

    /// <summary>It was taken off the board; it stays in the history.</summary>
    Retired,
}
