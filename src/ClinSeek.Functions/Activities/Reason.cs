using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Takes the reasoner's turn for a step. Runs at least once; the first stored turn counts, and so does
/// the first stored answer of each model call within it: one that was cut between the provider's answer and its put may be
/// made again, a stored one never is.
/// </summary>
public sealed class Reason(CaseRecord record, CaseFiles files, ReasonerSelection reasoners, ModelGate gate, LiveAnswers live) : CaseActivity<ReasonRequest, Thought>
{
    private const int MaximumCalls = 16;

    /// <inheritdoc />
    protected override async Task<Thought> RunAsync(ReasonRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        ReasonerTurn? turn = await record.FindTurnAsync(id, input.Step, cancellationToken);
        if (turn is null)
        {
            CaseFile file = await files.LoadAsync(id, input.Step, input.StepsLeft, input.FinishOnly, cancellationToken);
            IReasoner reasoner = reasoners.For(file.Request);
            using IDisposable? place = reasoner is LanguageModelReasoner ? await gate.EnterAsync(cancellationToken) : null;
            if (place is null && reasoner is LanguageModelReasoner)
            {
                return new Thought(false, [], 0, string.Empty, 1, Busy: true);
            }

            try
            {
                turn = Bounded(await reasoner.ReasonAsync(file with { Exchanges = new StoredExchanges(record, live, id, input.Epoch, input.Step) }, cancellationToken), file);
            }
            catch (ReasonerUnavailableException unavailable) when (!input.LastAttempt && !unavailable.IsPermanent)
            {
                return new Thought(false, [], 0, string.Empty, RetryDelay.Seconds(unavailable.RetryAfter, 1 + (input.Attempt ?? 0), Random.Shared.NextDouble()));
            }
            catch (ReasonerUnavailableException unavailable)
            {
                turn = UnreachableReasoner.Abstain(reasoner, file, unavailable.Message);
            }
        }

        var (stored, document) = await record.PutAsync(id, input.Epoch, DocumentNames.Turn(input.Step), turn, cancellationToken);
        bool decided = stored.Decision is not null;
        IEnumerable<ThoughtCall> calls = stored.Calls.Select(static (call, index) => new ThoughtCall(index + 1, ToolCatalogue.Canonical(call.Name)));
        long tokens = (stored.Usage?.InputTokens ?? 0) + (stored.Usage?.OutputTokens ?? 0);
        int readers = decided ? (await record.AcceptedAsync(id, cancellationToken)).Request.CheckedBy?.Count ?? 0 : 0;
        long? cost = stored.Usage?.Cost is { } dollars ? ModelCost.Micros(dollars) : null;
        return new Thought(
            decided, [.. calls], tokens, document.Commitment, Readers: readers > 0 ? readers : null, Cost: cost, ForcesFinish: decided ? null : stored.ForcesFinish);
    }

    private static ReasonerTurn Bounded(ReasonerTurn turn, CaseFile file)
    {
        // A turn whose events do not fit the board must not be kept: every later step would stumble over it.
        _ = file.Board.Apply(turn.Hypotheses);
        return turn with { Calls = [.. turn.Calls.Take(turn.Decision is not null || file.FinishOnly ? 0 : MaximumCalls)] };
    }
}
