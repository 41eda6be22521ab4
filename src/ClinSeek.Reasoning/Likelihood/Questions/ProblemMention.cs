using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>A pack's problem where a question names it.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Words">The words that name it.</param>
/// <param name="Start">Where they begin.</param>
internal sealed record ProblemMention(Pack Pack, string Words, int Start)
{
    /// <summary>Where they end.</summary>
    public int End => Start + Words.Length;
}
