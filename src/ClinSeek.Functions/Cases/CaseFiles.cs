using ClinSeek.Ehr.Database;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>Puts together what a reasoner may know when it takes a turn.</summary>
public sealed class CaseFiles(CaseRecord record, ClinicianDesk desk, FilmPictureCache drawn, TimeProvider time)
{
    /// <summary>The case file for a step, from the store alone.</summary>
    public async ValueTask<CaseFile> LoadAsync(CaseId id, int step, int stepsLeft, bool finishOnly, CancellationToken cancellationToken)
    {
        AcceptedCase accepted = await record.AcceptedAsync(id, cancellationToken);
        FilmList films = await record.FilmsAsync(id, cancellationToken);
        IReadOnlyList<CaseStep> steps = await record.StepsAsync(id, step - 1, cancellationToken);
        Conclusion? sentBack = await record.FindConclusionAsync(id, step - 1, cancellationToken);
        return new CaseFile(
            accepted.Request,
            [.. films.Films.Select(static film => film.Study)],
            accepted.Request.People?.AnswerWithin is null ? ToolCatalogue.Declarations : ToolCatalogue.WithClinician,
            steps,
            stepsLeft,
            finishOnly,
            sentBack is { Status: null } ? sentBack.Problems : [])
        {
            Context = await record.FindAsync<SnapshotInfo>(id, DocumentNames.SnapshotInfo, cancellationToken) is { } info ? new RunContext(info.Rows, info.Complete) : null,
            Left = Left(accepted, steps, accepted.Request.People?.AnswerWithin is null ? TimeSpan.Zero : await desk.WaitedAsync(id, step - 1, cancellationToken)),
            Pictures = new FilmPictures(id, new StoredFilms(record, id, films), drawn),
        };
    }

    private BudgetLeft Left(AcceptedCase accepted, IReadOnlyList<CaseStep> steps, TimeSpan waited)
    {
        CaseBudget budget = accepted.Request.Budget;
        Spending spent = Spending.Of(steps);
        return new BudgetLeft(
            budget.Tokens - spent.Tokens,
            budget.Cost - spent.Cost,
            budget.BrowserCalls - spent.BrowserCalls,
            accepted.AcceptedAt + budget.WallTime + waited - time.GetUtcNow());
    }
}
