using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.People;

/// <summary>One question to a clinician. Holds PHI.</summary>
/// <param name="Id">The evidence id that the answer will have.</param>
/// <param name="Question">The question, as the reasoner asked it.</param>
/// <param name="Choices">Answers that the reasoner offers; any other may be given.</param>
public sealed record ClinicianQuestion(EvidenceId Id, string Question, IReadOnlyList<string> Choices);
