using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Scores;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>What a question was understood to ask.</summary>
/// <param name="Pack">The pack that answers it, or null.</param>
/// <param name="NeedsRecord">Whether it asks for a cause but names no problem, so that the encounter's reason must be read.</param>
/// <param name="Refusal">Why it is outside the packs; null where it is not, or not yet.</param>
internal sealed record QuestionReading(Pack? Pack, bool NeedsRecord, string? Refusal)
{
    /// <summary>The published score that answers it, or null.</summary>
    public ScoreDefinition? Score { get; init; }

    /// <summary>Whether it asks for the pack's premise itself: «is she anaemic?».</summary>
    public bool AsksForPremise { get; init; }

    /// <summary>The hypotheses of the pack that the question names, in its order; empty where it names none.</summary>
    public IReadOnlyList<PackHypothesis> Asked { get; init; } = [];

    /// <summary>What those are held against, where the question compares; else null.</summary>
    public HypothesisComparison? Against { get; init; }
}
