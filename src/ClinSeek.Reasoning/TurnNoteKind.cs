namespace ClinSeek.Reasoning;

/// <summary>What the loop did to a turn beside taking what was said.</summary>
public enum TurnNoteKind
{
    /// <summary>A tool's name was read as another.</summary>
    NameRepaired,

    /// <summary>Arguments were mended or fitted to the tool's schema.</summary>
    ArgumentsRepaired,

    /// <summary>Calls were found in a text dialect.</summary>
    DialectRead,

    /// <summary>A call was not made, with the reason that the model was given.</summary>
    Refused,

    /// <summary>A call was answered from the evidence that the same call had given before.</summary>
    Repeated,

    /// <summary>A turn without a call was sent back once.</summary>
    Nudged,

    /// <summary>New evidence was ignored, and the model asked once what it does to the hypotheses.</summary>
    AskedForHypotheses,

    /// <summary>An ending was sent back once.</summary>
    SentBack,

    /// <summary>The ending was taken from plain text.</summary>
    Salvaged,

    /// <summary>Nothing new came of the turn: the next one accepts a finish only.</summary>
    FinishForced,

    /// <summary>The prompt was made shorter because the provider refused a longer one.</summary>
    Shortened,

    /// <summary>The step's calls come from the plan, without a model call.</summary>
    Planned,
}
