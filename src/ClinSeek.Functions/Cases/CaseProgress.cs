namespace ClinSeek.Functions.Cases;

/// <summary>What one recorded step brought, for a live display. Holds PHI.</summary>
/// <param name="Step">The step's number; 0 for the opening of the record.</param>
/// <param name="Rationale">Why the reasoner did what it did; null where it did not say.</param>
/// <param name="Evidence">What its calls found.</param>
/// <param name="Hypotheses">The board after the step, heaviest first.</param>
/// <param name="Status">Where the case stands now; the last event of a case has an ended status.</param>
public sealed record CaseProgress(
    int Step,
    string? Rationale,
    IReadOnlyList<EvidenceSummary> Evidence,
    IReadOnlyList<HypothesisView> Hypotheses,
    CaseStatus Status);
