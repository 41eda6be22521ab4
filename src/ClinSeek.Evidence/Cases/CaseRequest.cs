using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Evidence.Cases;

/// <summary>
/// What a case was asked. Holds PHI: it is stored encrypted before anything else happens and never enters the engine,
/// whose input is the case id alone.
/// </summary>
/// <param name="Patient">The logical id of the FHIR Patient, without the type prefix.</param>
/// <param name="Question">The clinical question, as asked.</param>
/// <param name="Cutoff">Records that were not available strictly before this instant are not seen.</param>
/// <param name="Candidates">The closed list of allowed answers, or null for an open question.</param>
/// <param name="Budget">What the case may spend.</param>
/// <param name="Source">Where the record comes from: a path for FHIR files, or a configured source's name.</param>
/// <param name="Reasoner">The reasoner asked for, or null for the host's default.</param>
public sealed record CaseRequest(
    string Patient,
    string Question,
    CutoffTime Cutoff,
    IReadOnlyList<string>? Candidates,
    CaseBudget Budget,
    string Source,
    string? Reasoner = null)
{
    /// <summary>Which answer the question wants; null where nobody said, see <see cref="QuestionForm.Of"/>.</summary>
    public QuestionForm? Form { get; init; }

    /// <summary>The reasoners that read the case a second time, by name; null where none does.</summary>
    public IReadOnlyList<string>? CheckedBy { get; init; }

    /// <summary>What the case may ask of people; null where it asks nothing of them.</summary>
    public CasePeople? People { get; init; }

    /// <summary>The version of this document's form.</summary>
    public int FormatVersion { get; init; } = 1;
}
