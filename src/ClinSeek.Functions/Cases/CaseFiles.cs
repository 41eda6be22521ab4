using ClinSeek.Evidence.Cases;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>Puts together what a reasoner may know when it takes a turn.</summary>
public sealed class CaseFiles(CaseRecord record)
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
            sentBack is { Status: null } ? sentBack.Problems : []);
    }
}
