using ClinSeek.Durable;
using ClinSeek.Evidence.Journal;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Orchestrators;

/// <summary>The calls of one case as methods: names, inputs, retries, phases and the journal's flush in one place.</summary>
internal sealed class CaseRoom(JournalingContext context, CaseRun run)
{
    /// <summary>How often an unreachable reasoner is asked before the case abstains.</summary>
    public const int ReasonAttempts = 5;

    // Disks and sources come back within a minute or need a person; the case can be resumed either way.
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromSeconds(30)));

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
        for (int attempt = 1; ; attempt++)
        {
            var request = new ReasonRequest(
                run.CaseId, run.Epoch, state.Step, stepsLeft, finishOnly, LastAttempt: attempt == ReasonAttempts);
            Thought thought = await CallAsync<Thought>(CaseActivities.Reason, request, new CasePhase(state.Step, "reason"));
            if (thought.WaitSeconds is not { } seconds)
            {
                return thought;
            }

            context.SetCustomStatus(new CasePhase(state.Step, "wait"));
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
        }
    }

    /// <summary>Makes a step's tool calls, all at once.</summary>
    public Task SeekAsync(int step, IReadOnlyList<ThoughtCall> calls)
    {
        context.SetCustomStatus(new CasePhase(step, "seek", calls.Count));
        (string, object)[] activities =
            [.. calls.Select(call => (CaseActivities.For(call.Tool), (object)new ToolRequest(run.CaseId, run.Epoch, step, call.Ordinal, call.Tool)))];
        return context.CallAllAsync<ToolAnswer>(activities, Patient);
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

    private Task<T> CallAsync<T>(string activity, object input, CasePhase phase)
    {
        context.SetCustomStatus(phase);
        return context.CallActivityAsync<T>(activity, input, Patient);
    }
}
