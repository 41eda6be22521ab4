using ClinSeek.Evidence.Cases;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Models;

/// <summary>Who is to take a turn, of what.</summary>
/// <param name="Id">The case.</param>
/// <param name="Epoch">The epoch of the calling run.</param>
/// <param name="Step">The step whose model calls they are.</param>
/// <param name="Reasoner">The reasoner.</param>
/// <param name="File">What it may know.</param>
/// <param name="Reader">Which second reader it is, from 1; null for the case's own reasoner.</param>
/// <param name="Attempt">How often it was asked in vain before.</param>
/// <param name="IsLast">Whether a reasoner that cannot be reached now is not waited for any more.</param>
public sealed record TurnRequest(CaseId Id, int Epoch, int Step, IReasoner Reasoner, CaseFile File, int? Reader, int Attempt, bool IsLast);
