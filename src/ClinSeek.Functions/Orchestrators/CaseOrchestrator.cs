using ClinSeek.Durable;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>
/// One clinical question from acceptance to a sealed record. It decides what happens next and nothing else: every effect
/// lies in an activity, every result comes back as an id, a count or a code, and whatever was consumed stands in the
/// journal. Nothing clinical passes through here.
/// </summary>
public sealed class CaseOrchestrator : TaskOrchestrator<CaseRun, CaseOutcome>
{
    /// <summary>Steps after which a run continues as new, so that a turn stays small however long the case.</summary>
    public const int StepsPerRun = 4;

    /// <inheritdoc />
    public override async Task<CaseOutcome> RunAsync(TaskOrchestrationContext context, CaseRun input)
    {
        var journal = new JournalingContext(context, input);
        var room = new CaseRoom(journal, input);
        try
        {
            return await SeekAsync(journal, room, input);
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.IsNonRetriable)
        {
            // No retry and no other host can cure it: the case ends here, with its cause on record.
            return await room.SealAsync(CaseStatus.Failed, failure.FailureDetails.ErrorMessage);
        }
    }

    private static async Task<CaseOutcome> SeekAsync(JournalingContext journal, CaseRoom room, CaseRun run)
    {
        CaseState state = run.State ?? await room.OpenAsync();
        int lastOfRun = state.Step + StepsPerRun;

        while (state.Step < lastOfRun)
        {
            bool finishOnly = state.IsSpent(journal.CurrentUtcDateTime);
            Thought thought = await room.ReasonAsync(state, finishOnly);
            state = state.Extended(await room.SeekAsync(state.Step, thought.Calls));
            await room.RecordStepAsync(state.Step, thought.Calls.Count);

            bool ends = thought.Decided || (finishOnly && thought.Calls.Count == 0);
            if (!ends)
            {
                state = state.Next(thought);
                continue;
            }

            await room.ReadAgainAsync(state.Step, thought.Readers ?? 0);
            Verdict verdict = await room.ConcludeAsync(state.Step, isLast: state.SentBack || !thought.Decided || thought.SentBack is true);
            if (verdict.Status is { } status)
            {
                return await room.SealAsync(await room.ApproveAsync(state.Step, status, verdict), cause: null);
            }

            state = state.AskAgain(thought);
        }

        journal.ContinueAsNew(run with { State = state });
        return CaseOutcome.Continued(run.CaseId);
    }
}
