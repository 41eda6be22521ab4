using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Telemetry;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Safety;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Takes the reasoner's turn for a step. Runs at least once; the first stored turn counts, so a model call that was cut
/// between the provider's answer and the put may be made again, and only one answer is ever acted on.
/// </summary>
public sealed class Reason(CaseRecord record, CaseFiles files, ReasonerSelection reasoners, CaseTelemetry telemetry) : CaseActivity<ReasonRequest, Thought>
{
    private const int MaximumCalls = 16;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    protected override async Task<Thought> RunAsync(ReasonRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        ReasonerTurn? turn = await record.FindTurnAsync(id, input.Step, cancellationToken);
        if (turn is null)
        {
            CaseFile file = await files.LoadAsync(id, input.Step, input.StepsLeft, input.FinishOnly, cancellationToken);
            IReasoner reasoner = reasoners.For(file.Request);
            try
            {
                turn = InjectionGuard.Apply(file, Bounded(await telemetry.TurnAsync(id, input.Step, reasoner, () => reasoner.ReasonAsync(file, cancellationToken)), file));
            }
            catch (ReasonerUnavailableException unavailable) when (!input.LastAttempt)
            {
                TimeSpan wait = unavailable.RetryAfter ?? TimeSpan.FromSeconds(5);
                return new Thought(false, [], 0, string.Empty, (int)Math.Clamp(wait.TotalSeconds, 1, LongestWait.TotalSeconds));
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
        return new Thought(decided, [.. calls], tokens, document.Commitment, Readers: readers > 0 ? readers : null);
    }

    private static ReasonerTurn Bounded(ReasonerTurn turn, CaseFile file)
    {
        // A turn whose events do not fit the board must not be kept: every later step would stumble over it.
        _ = file.Board.Apply(turn.Hypotheses);
        return turn with { Calls = [.. turn.Calls.Take(turn.Decision is not null || file.FinishOnly ? 0 : MaximumCalls)] };
    }
}
