using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning;

/// <summary>One past step: what the reasoner said, then what its calls gave, in the order of the calls.</summary>
/// <param name="Number">The step's number, from 1.</param>
/// <param name="Turn">What the reasoner said.</param>
/// <param name="Evidence">One item a call.</param>
public sealed record CaseStep(int Number, ReasonerTurn Turn, IReadOnlyList<EvidenceItem> Evidence);
