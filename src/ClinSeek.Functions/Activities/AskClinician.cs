using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Puts a step's questions to the clinician, and makes evidence of what came back: an answer, or that none came in time.
/// Runs at least once, and again whenever the case is woken; the first stored item of each question counts.
/// </summary>
public sealed class AskClinician(ClinicianDesk desk) : CaseActivity<AskRequest, Asked>
{
    /// <inheritdoc />
    protected override Task<Asked> RunAsync(AskRequest input, CancellationToken cancellationToken) =>
        desk.AskAsync(Case(input.CaseId), input.Epoch, input.Step, input.Expired, cancellationToken);
}
