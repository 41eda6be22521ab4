using ClinSeek.Durable;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Takes in the record, stores it as received, builds the snapshot and keeps the films. Runs at least once and goes on
/// with what an earlier attempt stored; for a resumed run it also says what the taken-over steps have spent.
/// </summary>
public sealed class OpenCase(CaseRecord record, CaseOpener opener, ClinicianDesk desk) : CaseActivity<OpenRequest, CaseOpened>
{
    /// <inheritdoc />
    protected override async Task<CaseOpened> RunAsync(OpenRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        try
        {
            var info = await opener.OpenAsync(id, input.Epoch, cancellationToken);
            AcceptedCase accepted = await record.AcceptedAsync(id, cancellationToken);
            FilmList films = await record.FilmsAsync(id, cancellationToken);
            var steps = await record.StepsAsync(id, input.ResumeAfter, cancellationToken);
            bool sentBack = false;
            for (int step = 1; step <= input.ResumeAfter; step++)
            {
                sentBack |= await record.FindConclusionAsync(id, step, cancellationToken) is { Status: null };
            }

            CaseBudget budget = accepted.Request.Budget;
            Spending spent = Spending.Of(steps);
            return new CaseOpened(
                budget.Steps,
                (accepted.AcceptedAt + budget.WallTime + await desk.WaitedAsync(id, input.ResumeAfter, cancellationToken)).UtcDateTime,
                budget.Tokens,
                spent.Tokens,
                sentBack,
                info.Rows,
                films.Films.Count,
                info.Complete,
                budget.Cost is { } cost ? ModelCost.Micros(cost - spent.Cost) : null,
                budget.BrowserCalls - spent.BrowserCalls,
                steps.Any(static step => step.Turn.ForcesFinish is true) ? true : null);
        }
        catch (CaseRefusedException refused)
        {
            throw new NonRetriableTaskException(refused.Message);
        }
    }
}
