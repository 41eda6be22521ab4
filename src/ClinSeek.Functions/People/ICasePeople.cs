using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.People;

/// <summary>
/// What people do with a running case. Each act is recorded in the ledger under its request id before the engine is told,
/// and told again by the sweep where that was cut; a repeat under the same id changes nothing.
/// </summary>
public interface ICasePeople
{
    /// <summary>Where the approval of a case's decision stands; null where there is none.</summary>
    Task<ApprovalView?> GetApprovalAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>Approves or rejects the decision that a digest names.</summary>
    Task<PersonOutcome> ApproveAsync(CaseId id, ApprovalSubmission submission, CancellationToken cancellationToken);

    /// <summary>Every question that a case asked, or null where there is no such case.</summary>
    Task<IReadOnlyList<QuestionView>?> GetQuestionsAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>Answers a question.</summary>
    Task<PersonOutcome> AnswerAsync(CaseId id, EvidenceId question, AnswerSubmission submission, CancellationToken cancellationToken);

    /// <summary>Makes a case act on nothing until it is let go on. Activities that run are not interrupted.</summary>
    Task<PersonOutcome> PauseAsync(CaseId id, string requestId, string? reason, CancellationToken cancellationToken);

    /// <summary>Lets a paused case go on.</summary>
    Task<PersonOutcome> ContinueAsync(CaseId id, string requestId, string? reason, CancellationToken cancellationToken);

    /// <summary>Leaves a note with a case, also with one that has ended.</summary>
    Task<PersonOutcome> NoteAsync(CaseId id, NoteSubmission submission, CancellationToken cancellationToken);

    /// <summary>Raises an event for a case. The payload is stored with the case; the engine gets the request id only.</summary>
    Task<PersonOutcome> RaiseAsync(CaseId id, string eventName, string? payload, string requestId, CancellationToken cancellationToken);
}
