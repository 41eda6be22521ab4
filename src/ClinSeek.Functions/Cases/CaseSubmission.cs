using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Functions.Cases;

/// <summary>What a person or script asks for, before anything of it is checked: the body of <c>POST /api/cases</c>.</summary>
public sealed record CaseSubmission
{
    /// <summary>The patient's logical id.</summary>
    public string? Patient { get; init; }

    /// <summary>The clinical question.</summary>
    public string? Question { get; init; }

    /// <summary>Records not available strictly before this instant are not seen; now, when left out.</summary>
    public DateTimeOffset? Cutoff { get; init; }

    /// <summary>The closed list of allowed answers; left out for an open question.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>Which answer is wanted; read from the wording when left out.</summary>
    public QuestionType? Type { get; init; }

    /// <summary>Whether one or several of the candidates are wanted; the short way to say so of a choice.</summary>
    public CandidateSelection? Select { get; init; }

    /// <summary>A reasoner that reads the case a second time; as the host is set, when left out.</summary>
    public string? CheckBy { get; init; }

    /// <summary>A FHIR file or folder to read; the host's default record when left out.</summary>
    public string? Fhir { get; init; }

    /// <summary>Whether a person has to approve the decision; as the host is set, when left out.</summary>
    public bool? Approval { get; init; }

    /// <summary>Whether the reasoner may ask a clinician; as the host is set, when left out.</summary>
    public bool? AskClinician { get; init; }

    /// <summary>Reasoning steps allowed; 24 when left out.</summary>
    public int? Steps { get; init; }

    /// <summary>What else may be spent; the defaults when left out.</summary>
    public SubmittedBudget? Budget { get; init; }
}
