using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Words a premise's result as a claim, cited from the values that it was computed from.</summary>
internal static class PremiseClaim
{
    /// <summary>The claim.</summary>
    public static Claim Write(PackPremise premise, FormulaResult result)
    {
        string text = result.Inputs.Count == 0 ? result.Detail : $"{string.Join(", ", result.Inputs)} (computed: {premise.Name} {(result.Value == 0 ? "not shown" : "shown")})";
        return new Claim(char.ToUpperInvariant(text[0]) + text[1..] + ".", result.Citations);
    }
}
