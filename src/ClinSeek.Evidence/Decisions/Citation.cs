using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Decisions;

/// <summary>The thing a claim points at.</summary>
/// <param name="Id">The evidence it lies in.</param>
/// <param name="Source">The source of the cited row, such as <c>Observation/o1/_history/2</c>.</param>
/// <param name="Locator">The place inside the source.</param>
/// <param name="Quote">Text that stands there literally in the stored result.</param>
public sealed record Citation(EvidenceId Id, string Source, string Locator, string Quote);
