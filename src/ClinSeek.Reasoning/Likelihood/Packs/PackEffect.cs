namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>One figure: what one state of a finding does to the odds of one hypothesis.</summary>
/// <param name="Hypothesis">The hypothesis's key.</param>
/// <param name="State"><c>present</c>, <c>absent</c> or a band's key.</param>
/// <param name="Lr">The likelihood ratio, as the source gives it; capped at use.</param>
/// <param name="Source">A key of the pack's sources.</param>
/// <param name="Tag">S read, K recalled, S+K part of each, assumption a working value.</param>
/// <param name="Population">Whom the source studied, or null.</param>
/// <param name="Note">A remark, or null.</param>
public sealed record PackEffect(
    string Hypothesis, string State, double Lr, string Source, string Tag, string? Population = null, string? Note = null)
{
    /// <summary>Whether the figure was not read as it stands in its source.</summary>
    public bool IsRecalledOrAssumed => Tag != "S";
}
