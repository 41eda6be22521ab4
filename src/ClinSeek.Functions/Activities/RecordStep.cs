using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Appends a step to the ledger and signs the head. Keyed by case and step: a repeat gives the head that was recorded for
/// that step. Step 0 is the opening of the record.
/// </summary>
public sealed class RecordStep(CaseRecord record, CaseScribe scribe) : CaseActivity<RecordRequest, RecordedStep>
{
    /// <inheritdoc />
    protected override async Task<RecordedStep> RunAsync(RecordRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        var (documents, facts) = input.Step == 0
            ? await OpeningAsync(id, cancellationToken)
            : await StepAsync(id, input.Step, input.Calls, cancellationToken);
        return await scribe.StepAsync(id, input.Epoch, input.Step, documents, facts, input.Journal, cancellationToken);
    }

    private async Task<(List<string>, List<(string, string)>)> OpeningAsync(CaseId id, CancellationToken cancellationToken)
    {
        PullManifest pull = (await record.FindAsync<PullManifest>(id, DocumentNames.Pull, cancellationToken))!;
        FilmList films = await record.FilmsAsync(id, cancellationToken);
        List<string> documents = [DocumentNames.Pull, DocumentNames.Snapshot, DocumentNames.SnapshotInfo, DocumentNames.Films];
        documents.AddRange(pull.Pages.Select(static page => page.Document).Concat(films.Films.Select(static film => film.Document)).Distinct());
        return (documents, [
            (LedgerFacts.Pages, Text(pull.Pages.Count)),
            (LedgerFacts.Films, Text(films.Films.Count)),
            (LedgerFacts.Complete, pull.Completeness.Complete ? "true" : "false")]);
    }

    private async Task<(List<string>, List<(string, string)>)> StepAsync(CaseId id, int step, int calls, CancellationToken cancellationToken)
    {
        List<string> documents = [DocumentNames.Turn(step)];
        documents.AddRange(Enumerable.Range(1, calls).Select(ordinal => DocumentNames.Evidence(new EvidenceId(step, ordinal))));
        for (int round = 1; await record.HasAsync(id, DocumentNames.Exchange(step, round), cancellationToken); round++)
        {
            documents.Add(DocumentNames.Exchange(step, round));
        }

        if (await record.HasAsync(id, DocumentNames.Questions(step), cancellationToken))
        {
            documents.Add(DocumentNames.Questions(step));
        }

        if (await record.FindConclusionAsync(id, step - 1, cancellationToken) is { Status: null })
        {
            documents.Add(DocumentNames.Conclusion(step - 1));
        }

        return (documents, StepFacts.Of((await record.FindTurnAsync(id, step, cancellationToken))!, calls));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
