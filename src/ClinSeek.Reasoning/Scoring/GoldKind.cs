namespace ClinSeek.Reasoning.Scoring;

/// <summary>What a single gold answer is, which decides how an answer is held against it.</summary>
public enum GoldKind
{
    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>A date, or an instant.</summary>
    Moment,

    /// <summary>A code or a number that names something.</summary>
    Identifier,

    /// <summary>A label of a closed vocabulary.</summary>
    Label,

    /// <summary>Words.</summary>
    Text,
}
