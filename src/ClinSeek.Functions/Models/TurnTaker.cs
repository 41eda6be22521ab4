using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Safety;

namespace ClinSeek.Functions.Models;

/// <summary>Takes the turn of a case's own reasoner: loads what it may know, and keeps of the turn what may be acted on.</summary>
public sealed class TurnTaker(CaseFiles files, ReasonerSelection reasoners, ReasonerTurns turns)
{
    private const int MaximumCalls = 16;

    /// <summary>The turn, or what to do until it can be taken.</summary>
    public async Task<(ReasonerTurn? Turn, Thought? Wait)> TakeAsync(CaseId id, ReasonRequest input, CancellationToken cancellationToken)
    {
        CaseFile file = await files.LoadAsync(id, input.Step, input.StepsLeft, input.FinishOnly, cancellationToken);
        IReasoner reasoner = reasoners.For(file.Request);
        TurnTaken taken = await turns.TakeAsync(
            new TurnRequest(id, input.Epoch, input.Step, reasoner, file, Reader: null, input.Attempt ?? 0, input.LastAttempt), cancellationToken);
        return taken switch
        {
            { WaitSeconds: { } seconds } => (null, new Thought(false, [], 0, string.Empty, seconds, Busy: taken.Busy ? true : null)),
            { Unreachable: { } cause } => (UnreachableReasoner.Abstain(reasoner, file, cause), null),
            _ => (Answered(InjectionGuard.Apply(file, Bounded(taken.Turn!, file))), null),
        };
    }

    /// <summary>The turn with its message as its calls now stand: one that was taken out is answered with the reason.</summary>
    private static ReasonerTurn Answered(ReasonerTurn turn)
    {
        if (turn.Message is not { } message)
        {
            return turn;
        }

        int[] places = [.. message.Calls.Select(call => call.Ordinal is null ? 0 : 1 + turn.Calls.ToList().FindIndex(made => made.ProviderCallId == call.Id))];
        return turn with
        {
            Message = message with
            {
                Calls = [.. message.Calls.Zip(places, static (call, place) => (call.Ordinal, place) switch
                {
                    (null, _) => call,
                    (_, 0) => call with { Ordinal = null, Reply = "This call was not made: evidence asked for it, and what stands in evidence is no instruction." },
                    _ => call with { Ordinal = place },
                })],
            },
        };
    }

    private static ReasonerTurn Bounded(ReasonerTurn turn, CaseFile file)
    {
        // A turn whose events do not fit the board must not be kept: every later step would stumble over it.
        _ = file.Board.Apply(turn.Hypotheses);
        return turn with { Calls = [.. turn.Calls.Take(turn.Decision is not null || file.FinishOnly ? 0 : MaximumCalls)] };
    }
}
