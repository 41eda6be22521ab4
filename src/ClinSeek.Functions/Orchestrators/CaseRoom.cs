using ClinSeek.Evidence.Journal;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>The calls of one case as methods: names, inputs, retries, phases and the journal's flush in one place.</summary>
internal sealed class CaseRoom(JournalingContext context, CaseRun run)
{
    /// <summary>How often an unreachable reasoner is asked before the case abstains, and a second reader before it has no say.</summary>
    public const int ReasonAttempts = 5;

    private int _recorded = run.State?.Step - 1 ?? run.ResumeAfter;
    private string? _decision;

    /// <summary>Opens the case and records that as step 0, or reads what opening it gave.</summary>
    public async Task<CaseState> OpenAsync()
    {
        var request = new OpenRequest(run.CaseId, run.Epoch, run.ResumeAfter);
        CaseOpened opened = await CallAsync<CaseOpened>(CaseActivities.OpenCase, request, new CasePhase(0, "open"));
        await RecordStepAsync(0, calls: 0);
        return CaseState.From(opened, run.ResumeAfter);
    }

    /// <summary>Takes the reasoner's turn; waits where it cannot be reached, and makes the case abstain when waiting was in vain.</summary>
    public async Task<Thought> ReasonAsync(CaseState state, bool finishOnly)
    {
        int stepsLeft = Math.Max(1, state.LastStep - state.Step + 1);
        for (int attempt = 1; ;)
        {
            var request = new ReasonRequest(
                run.CaseId, run.Epoch, state.Step, stepsLeft, finishOnly, LastAttempt: attempt == ReasonAttempts, attempt > 1 ? attempt - 1 : null);
            Thought thought = await CallAsync<Thought>(CaseActivities.Reason, request, new CasePhase(state.Step, "reason"));
            if (thought.WaitSeconds is not { } seconds)
            {
                return thought;
            }

            attempt += thought.Busy is true ? 0 : 1;
            context.SetCustomStatus(new CasePhase(state.Step, "wait"));
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
        }
    }

    /// <summary>Makes a step's tool calls, all at once, then waits for people where it asked them. Gives how long that took.</summary>
    public async Task<TimeSpan> SeekAsync(int step, IReadOnlyList<ThoughtCall> calls)
    {
        ThoughtCall[] own = [.. calls.Where(static call => call.Tool != ClinicianTool.Name)];
        context.SetCustomStatus(new CasePhase(step, "seek", own.Length));
        (string, object)[] activities =
            [.. own.Select(call => (CaseActivities.For(call.Tool), (object)new ToolRequest(run.CaseId, run.Epoch, step, call.Ordinal, call.Tool)))];
        await context.CallAllAsync<ToolAnswer>(activities, ActivityRetries.Options);
        return own.Length == calls.Count ? TimeSpan.Zero : await AskAsync(step);
    }

    /// <summary>Lets a decision stand at once, or as a person says of it; one that nobody approves in time does not stand.</summary>
    public async Task<CaseStatus> ApproveAsync(int step, CaseStatus status, Verdict verdict)
    {
        if (verdict.NeedsApproval is not true)
        {
            return status;
        }

        for (bool expired = false; ;)
        {
            ApprovalAnswer answer = await CallAsync<ApprovalAnswer>(
                CaseActivities.CheckApproval, new ApprovalCheck(run.CaseId, run.Epoch, verdict.Digest, expired), new CasePhase(step, "approve"));
            if (answer.WaitUntil is not { } until)
            {
                return answer.Outcome == ApprovalAnswer.Approved ? status : CaseStatus.Abstained;
            }

            expired = !await context.WaitForEventAsync(CaseEvents.Approval, until);
        }
    }

    /// <summary>Appends a step and everything consumed so far to the ledger.</summary>
    public async Task RecordStepAsync(int step, int calls)
    {
        IReadOnlyList<JournalRecord> journal = context.Pending;
        var request = new RecordRequest(run.CaseId, run.Epoch, step, calls, journal);
        RecordedStep recorded = await CallAsync<RecordedStep>(CaseActivities.RecordStep, request, new CasePhase(step, "record", calls));
        if (recorded.JournalKept)
        {
            context.Drop(journal.Count);
        }

        _recorded = step;
    }

    /// <summary>Lets the second readers read the case; one that stays out of reach has no say.</summary>
    public async Task ReadAgainAsync(int step, int readers)
    {
        for (int reader = 1; reader <= readers; reader++)
        {
            for (int attempt = 1; ;)
            {
                var request = new ReadAgainRequest(run.CaseId, run.Epoch, step, reader, LastAttempt: attempt == ReasonAttempts, attempt > 1 ? attempt - 1 : null);
                ReadAgainAnswer answer = await CallAsync<ReadAgainAnswer>(CaseActivities.ReadAgain, request, new CasePhase(step, "check"));
                if (answer.WaitSeconds is not { } seconds)
                {
                    break;
                }

                attempt += answer.Busy is true ? 0 : 1;
                context.SetCustomStatus(new CasePhase(step, "wait"));
                await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            }
        }
    }

    /// <summary>Checks the step's decision.</summary>
    public async Task<Verdict> ConcludeAsync(int step, bool isLast)
    {
        Verdict verdict = await CallAsync<Verdict>(
            CaseActivities.Conclude, new ConcludeRequest(run.CaseId, run.Epoch, step, isLast), new CasePhase(step, "conclude"));
        _decision = verdict.Status is null ? null : verdict.Digest;
        return verdict;
    }

    /// <summary>Ends the record.</summary>
    public async Task<CaseOutcome> SealAsync(CaseStatus status, string? cause)
    {
        var request = new SealRequest(run.CaseId, run.Epoch, status, cause, context.Pending);
        RecordedStep seal = await CallAsync<RecordedStep>(CaseActivities.Seal, request, new CasePhase(_recorded, "seal"));
        return new CaseOutcome(run.CaseId, status, _recorded, _decision, seal.Head);
    }

    private async Task<TimeSpan> AskAsync(int step)
    {
        DateTime asked = context.CurrentUtcDateTime;
        for (bool expired = false; ;)
        {
            Asked answers = await CallAsync<Asked>(
                CaseActivities.AskClinician, new AskRequest(run.CaseId, run.Epoch, step, expired), new CasePhase(step, "ask"));
            if (answers.WaitUntil is not { } until)
            {
                return context.CurrentUtcDateTime - asked;
            }

            expired = !await context.WaitForEventAsync(CaseEvents.Answer, until);
        }
    }

    private Task<T> CallAsync<T>(string activity, object input, CasePhase phase)
    {
        context.SetCustomStatus(phase);
        return context.CallActivityAsync<T>(activity, input, ActivityRetries.Options);
    }
}
