using ClinSeek.Evidence.Cases;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>Where a finding stands after the look-ups so far.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="State">Its state; null is unknown, which is never absent.</param>
/// <param name="Basis">What it rests on; null where unknown.</param>
/// <param name="Note">Why it is unknown in spite of data, or null.</param>
internal sealed record FindingState(PackFinding Finding, string? State, Observed? Basis, string? Note = null)
{
    /// <summary>The evidence that it rests on.</summary>
    public IEnumerable<EvidenceId> Evidence => Basis?.Citations.Select(static citation => citation.Id).Distinct() ?? [];

    /// <summary>The figures that apply in this state.</summary>
    public IEnumerable<PackEffect> Effects => Finding.Effects.Where(effect => effect.State == State);

    /// <summary>Whether it moves any hypothesis.</summary>
    public bool Informs => State is not null && Finding.Informs(State);
}
