namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>How a sentence speaks of something it mentions.</summary>
internal enum Assertion
{
    /// <summary>It is there.</summary>
    Stated,

    /// <summary>It is not there.</summary>
    Denied,

    /// <summary>It may be there, is looked for or warned of.</summary>
    Hedged,

    /// <summary>It was there once.</summary>
    Past,

    /// <summary>Somebody else in the family has it.</summary>
    Family,
}
