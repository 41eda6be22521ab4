using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Classification;

/// <summary>What a model made of one film. Holds no identifier of the patient.</summary>
/// <param name="Film">What the film says about itself.</param>
/// <param name="Findings">A score for each label, in the model's order.</param>
/// <param name="Cautions">What was assumed on the way; empty for an ordinary film.</param>
public sealed record FilmReading(FilmDescription Film, IReadOnlyList<FindingScore> Findings, IReadOnlyList<string> Cautions);
