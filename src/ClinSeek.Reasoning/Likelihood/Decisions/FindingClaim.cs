using System.Globalization;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Inference;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>Words one finding as a claim about the leading hypothesis, cited from where it stands.</summary>
internal static class FindingClaim
{
    /// <summary>The claim; figures of ours stand inside <c>(computed: ...)</c>.</summary>
    public static Claim Write(Pack pack, Contribution contribution)
    {
        FindingState state = contribution.State;
        PackEffect effect = contribution.Effect;
        string hypothesis = pack.Hypothesis(effect.Hypothesis).Name;
        string direction = contribution.Applied > 1 ? "speaks for" : "speaks against";
        string band = state.Finding.Bands.FirstOrDefault(one => one.Key == state.State) is { } found ? found.Name + ", " : "";
        string dampened = contribution.Dampened ? ", counted with its square root beside a stronger finding of the same mechanism" : "";
        string figure = string.Create(CultureInfo.InvariantCulture, $"(computed: {band}LR {effect.Lr} [{effect.Tag}] {pack.Sources[effect.Source].Citation}{dampened})");
        return new Claim($"{Observation(state)}; this {direction} {hypothesis} {figure}.", state.Basis!.Citations);
    }

    private static string Observation(FindingState state)
    {
        string detail = state.Basis!.Detail;
        string text = state.Finding.Bands.Count > 0 ? detail
            : (state.State == PackFinding.Present ? "documented: " : "documented as absent: ") + state.Finding.Name + (detail.Length > 0 ? $" ({detail})" : "");
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
