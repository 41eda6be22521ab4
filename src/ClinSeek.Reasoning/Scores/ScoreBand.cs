namespace ClinSeek.Reasoning.Scores;

/// <summary>What a value means.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Meaning">The meaning in words, with the outcome it speaks of.</param>
/// <param name="From">The lowest value of the band; null for no bound.</param>
/// <param name="Below">The value that it ends before; null for no bound.</param>
/// <param name="Risk">The outcome's frequency in the source, in percent; null where the source gives none.</param>
/// <param name="Tag">How the meaning's figures were had: S read at the source, K recalled, assumption.</param>
/// <param name="Positive">Whether it answers with yes whether the score is positive; null where it is neither.</param>
public sealed record ScoreBand(string Key, string Meaning, double? From, double? Below, double? Risk, string Tag, bool? Positive = null);
