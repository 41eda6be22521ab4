namespace ClinSeek.Functions.Cases;

/// <summary>How many of the candidates an answer may name.</summary>
public enum CandidateSelection
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>Any number, at least one.</summary>
    Several,
}
