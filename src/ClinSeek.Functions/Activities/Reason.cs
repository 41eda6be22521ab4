using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Takes the reasoner's turn for a step. Runs at least once; the first stored turn counts, and so does the first stored answer
/// of each model call within it: one that was cut between the provider's answer and its put may be made again, a stored one
/// never is.
/// </summary>
public sealed class Reason(CaseRecord record, TurnTaker turns) : CaseActivity<ReasonRequest, Thought>
{
    /// <inheritdoc />
    protected override async Task<Thought> RunAsync(ReasonRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        ReasonerTurn? turn = await record.FindTurnAsync(id, input.Step, cancellationToken);
        if (turn is null)
        {
            (turn, Thought? wait) = await turns.TakeAsync(id, input, cancellationToken);
            if (turn is null)
            {
                return wait!;
            }
        }

        var (stored, document) = await record.PutAsync(id, input.Epoch, DocumentNames.Turn(input.Step), turn, cancellationToken);
        bool decided = stored.Decision is not null;
        IEnumerable<ThoughtCall> calls = stored.Calls.Select(static (call, index) => new ThoughtCall(index + 1, ToolCatalogue.Canonical(call.Name)));
        long tokens = Spending.TokensOf(stored.Usage);
        int readers = decided ? (await record.AcceptedAsync(id, cancellationToken)).Request.CheckedBy?.Count ?? 0 : 0;
        return new Thought(decided, [.. calls], tokens, document.Commitment, Readers: readers > 0 ? readers : null)
        {
            Cost = stored.Usage?.Cost is { } dollars ? ModelCost.Micros(dollars) : null,
            SentBack = decided && stored.Notes?.Any(static note => note.Kind == TurnNoteKind.SentBack) is true ? true : null,
            ForcesFinish = decided ? null : stored.ForcesFinish,
        };
    }
}
