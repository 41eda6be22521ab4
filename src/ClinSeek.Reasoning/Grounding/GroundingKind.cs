namespace ClinSeek.Reasoning.Grounding;

/// <summary>What a problem of a decision concerns.</summary>
public enum GroundingKind
{
    /// <summary>Neither an answer nor an abstention, both, or an answer without any claim.</summary>
    Outcome,

    /// <summary>The answer is not of the question's form, or not from its list.</summary>
    Answer,

    /// <summary>The ranking is not that of the hypotheses on the board.</summary>
    Ranking,

    /// <summary>
    /// The answer and the hypotheses do not go together: a live one was neither weighed against evidence nor mentioned, or the
    /// order is another. Worth asking about once; a decision may stand with it.
    /// </summary>
    Hypotheses,

    /// <summary>The risk is none, or what it is said to be quoted from does not state it. The answer may stand without it.</summary>
    Risk,

    /// <summary>A claim cites nothing, or what it cites, quotes or counts does not stand.</summary>
    Claim,
}
