namespace ClinSeek.Evidence.Decisions;

/// <summary>What is wrong with a decision's structure.</summary>
public enum DecisionProblemKind
{
    /// <summary>It has neither an answer nor an abstention.</summary>
    NoOutcome,

    /// <summary>It has both an answer and an abstention.</summary>
    TwoOutcomes,

    /// <summary>The answer is not on the case's list.</summary>
    NotACandidate,

    /// <summary>There is an answer and no claim that carries it.</summary>
    NoClaims,

    /// <summary>A claim has no text.</summary>
    EmptyClaim,

    /// <summary>A claim cites nothing.</summary>
    Uncited,

    /// <summary>A citation names evidence that the case does not have.</summary>
    UnknownEvidence,

    /// <summary>A citation lacks its source, place or quote.</summary>
    IncompleteCitation,
}
