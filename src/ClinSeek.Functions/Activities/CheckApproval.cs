using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Asks for the approval of a decision and reads what a person said to it. Runs at least once, and again whenever the case
/// is woken; an approval is decided once.
/// </summary>
public sealed class CheckApproval(ApprovalDesk desk) : CaseActivity<ApprovalCheck, ApprovalAnswer>
{
    /// <inheritdoc />
    protected override Task<ApprovalAnswer> RunAsync(ApprovalCheck input, CancellationToken cancellationToken) =>
        desk.CheckAsync(Case(input.CaseId), input.Epoch, input.Digest, input.Expired, cancellationToken);
}
