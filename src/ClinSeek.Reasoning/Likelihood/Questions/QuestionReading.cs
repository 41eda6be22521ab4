using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>What a question was understood to ask.</summary>
/// <param name="Pack">The pack that answers it, or null.</param>
/// <param name="NeedsRecord">Whether it asks for a cause but names no problem, so that the encounter's reason must be read.</param>
/// <param name="Refusal">Why it is outside the packs; null where it is not, or not yet.</param>
internal sealed record QuestionReading(Pack? Pack, bool NeedsRecord, string? Refusal)
{
    /// <summary>The hypotheses of the pack that the question names, in its order; empty where it names none.</summary>
    public IReadOnlyList<PackHypothesis> Asked { get; init; } = [];
}
