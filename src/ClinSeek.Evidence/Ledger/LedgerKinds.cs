namespace ClinSeek.Evidence.Ledger;

/// <summary>What an entry records. The list is closed but for <c>operator.*</c>; a new kind is a new format version.</summary>
public static class LedgerKinds
{
    /// <summary>The case was accepted and its request stored. Always the first entry and only that.</summary>
    public const string CaseOpened = "case.opened";

    /// <summary>One reasoning step: hypotheses, tool results, journal. Carries <c>step</c>.</summary>
    public const string StepRecorded = "step.recorded";

    /// <summary>The decision or abstention.</summary>
    public const string DecisionConcluded = "decision.concluded";

    /// <summary>A person approved the decision.</summary>
    public const string DecisionApproved = "decision.approved";

    /// <summary>A person rejected the decision, or the approval expired.</summary>
    public const string DecisionRejected = "decision.rejected";

    /// <summary>The decision was written back to the record's source.</summary>
    public const string WriteBackRecorded = "writeback.recorded";

    /// <summary>A new instance goes on with the case, under a higher epoch.</summary>
    public const string CaseResumed = "case.resumed";

    /// <summary>The case ended by a failure whose cause is recorded.</summary>
    public const string CaseFailed = "case.failed";

    /// <summary>The case ended. Only <c>operator.*</c> entries may follow.</summary>
    public const string CaseSealed = "case.sealed";

    /// <summary>The beginning of every kind that comes from outside the orchestrator; such an entry carries <c>request</c>.</summary>
    public const string OperatorPrefix = "operator.";

    /// <summary>An operator asked to end the case.</summary>
    public const string OperatorCancel = "operator.cancel";

    /// <summary>An operator asked to pause the case.</summary>
    public const string OperatorPause = "operator.pause";

    /// <summary>An operator asked a paused case to go on.</summary>
    public const string OperatorResume = "operator.resume";

    /// <summary>An operator left a note.</summary>
    public const string OperatorNote = "operator.note";

    /// <summary>A person approved the decision; <see cref="DecisionApproved"/> follows once the case has acted on it.</summary>
    public const string OperatorApprove = "operator.approve";

    /// <summary>A person rejected the decision; <see cref="DecisionRejected"/> follows.</summary>
    public const string OperatorReject = "operator.reject";

    /// <summary>A clinician answered a question of the case.</summary>
    public const string OperatorAnswer = "operator.answer";

    /// <summary>An operator raised an event for the case.</summary>
    public const string OperatorEvent = "operator.event";

    /// <summary>An operator destroyed the case's keys.</summary>
    public const string OperatorErase = "operator.erase";

    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        CaseOpened, StepRecorded, DecisionConcluded, DecisionApproved, DecisionRejected,
        WriteBackRecorded, CaseResumed, CaseFailed, CaseSealed,
    };

    /// <summary>Whether a kind is one of this version's.</summary>
    public static bool IsKnown(string kind) => Fixed.Contains(kind) || IsOperator(kind);

    /// <summary>Whether a kind comes from outside the orchestrator: <c>operator.</c> and 1 to 40 of <c>[a-z-]</c>.</summary>
    public static bool IsOperator(string kind) =>
        kind.StartsWith(OperatorPrefix, StringComparison.Ordinal)
        && kind.Length is > 9 and <= 49
        && !kind.AsSpan(OperatorPrefix.Length).ContainsAnyExcept(OperatorLetters);

    private static readonly System.Buffers.SearchValues<char> OperatorLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");
}
