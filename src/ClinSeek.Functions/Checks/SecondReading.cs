using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Checks;

/// <summary>
/// How a second reasoner read a case: its turns with what its own look-ups gave, then its decision. It saw the evidence of
/// the case and neither the first reasoner's hypotheses nor its decision. Holds PHI.
/// </summary>
/// <param name="FormatVersion">The version of this form.</param>
/// <param name="By">The reasoner, with its version.</param>
/// <param name="Steps">Its own steps; their evidence ids follow the case's and mean something in here only.</param>
/// <param name="Decision">Its decision or abstention.</param>
public sealed record SecondReading(int FormatVersion, string By, IReadOnlyList<CaseStep> Steps, Decision Decision);
