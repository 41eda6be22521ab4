using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Cases;

/// <summary>A case as <c>ask</c>, <c>show</c> and <c>GET /api/cases/{id}</c> give it. Holds PHI.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Answer">The answer, or null while there is none.</param>
/// <param name="Hypotheses">Live hypotheses, heaviest first.</param>
/// <param name="Citations">Every piece of evidence that a hypothesis or claim names, in the order found.</param>
/// <param name="Steps">Steps recorded in the ledger.</param>
/// <param name="LedgerHead">The ledger's head, in hexadecimal.</param>
public sealed record CaseView(
    string CaseId,
    CaseStatus Status,
    string? Answer,
    IReadOnlyList<HypothesisView> Hypotheses,
    IReadOnlyList<Citation> Citations,
    int Steps,
    string? LedgerHead)
{
    /// <summary>The question, as asked.</summary>
    public string? Question { get; init; }

    /// <summary>The patient's logical id.</summary>
    public string? Patient { get; init; }

    /// <summary>The instant up to which the case may know.</summary>
    public DateTimeOffset? Cutoff { get; init; }

    /// <summary>Why the case abstained or failed, with the remedy where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>What is claimed, each with the evidence it cites.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Which answer the question wanted.</summary>
    public QuestionType? Type { get; init; }

    /// <summary>The answer in the form of its question, for programs; null while there is none.</summary>
    public DecisionAnswer? Result { get; init; }

    /// <summary>What was claimed and does not stand in the evidence, each with why.</summary>
    public IReadOnlyList<DroppedClaim> Dropped { get; init; } = [];

    /// <summary>Names that were written otherwise than the list has them.</summary>
    public IReadOnlyList<string> Repairs { get; init; } = [];

    /// <summary>What second readers say of the decision.</summary>
    public IReadOnlyList<DecisionCheck> Checks { get; init; } = [];

    /// <summary>What would most change the answer.</summary>
    public IReadOnlyList<string> WouldChange { get; init; } = [];

    /// <summary>What a reader must know about figures and sources.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>The approval of the decision; null where there is none.</summary>
    public ApprovalView? Approval { get; init; }

    /// <summary>What the case asked a clinician.</summary>
    public IReadOnlyList<QuestionView> Questions { get; init; } = [];

    /// <summary>The reasoner that answered, with its version.</summary>
    public string? Reasoner { get; init; }
}
