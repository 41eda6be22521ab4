using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Takes up cases that a host left behind. An instance that the engine still has goes on by itself; one that failed or is
/// gone is followed by a new one with a higher epoch, from the last recorded step, at most three times.
/// </summary>
public sealed class CaseResumption(CaseHost host, CaseInstances instances, CaseRecord record, CaseScribe scribe, LedgerReading reading, ILedgerStore ledger)
{
    /// <summary>How many instances may follow the first one.</summary>
    public const int MaximumResumptions = 3;

    /// <summary>Makes sure that an unfinished case has an instance that works on it; seals it where nothing more can be done.</summary>
    /// <returns>The instance to wait for, or null where the case has ended or waits.</returns>
    public async ValueTask<string?> TakeUpAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await reading.EndOfAsync(id, cancellationToken) is not null || await record.FindAcceptedAsync(id, cancellationToken) is not { } accepted)
        {
            return null;
        }

        await scribe.OpenedAsync(id, accepted.AcceptedAt, cancellationToken);
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        if (current.Entries.Any(static recorded => recorded.Entry.Body.Kind == LedgerKinds.OperatorCancel))
        {
            await scribe.SealAsync(id, current.Head.Epoch, LedgerFacts.Sweep, CaseStatus.Terminated, [], cancellationToken);
            return null;
        }

        string instance = CaseInstances.NameOf(id, current.Head.Epoch);
        switch ((await instances.FindAsync(id, cancellationToken))?.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending:
                return instance;
            case OrchestrationRuntimeStatus.Suspended:
                return null;
            case null when current.Head is { Epoch: 0, LastStep: < 0 }:
                return await ScheduleAsync(id, new CaseRun(id.Value, CaseRun.CurrentFormat), cancellationToken);
            case null when IsUnused(current):
                return await ScheduleAsync(id, await NextRunAsync(id, current, current.Head.Epoch, cancellationToken), cancellationToken);
            default:
                return await FollowAsync(id, current, cancellationToken);
        }
    }

    /// <summary>Schedules a run under its own name; a name that is taken already was scheduled by a start that was cut.</summary>
    public async ValueTask<string> ScheduleAsync(CaseId id, CaseRun run, CancellationToken cancellationToken)
    {
        DurableTaskClient client = host.Client ?? throw new InvalidOperationException("No engine runs in this process.");
        string instance = CaseInstances.NameOf(id, run.Epoch);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(CaseOrchestrator), run, new StartOrchestrationOptions { InstanceId = instance }, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It goes on under the same name, which is all that is wanted.
        }

        return instance;
    }

    private async ValueTask<string?> FollowAsync(CaseId id, CaseLedger current, CancellationToken cancellationToken)
    {
        if (current.Head.Epoch >= MaximumResumptions)
        {
            string cause = await instances.CauseAsync(id, cancellationToken) ?? "The engine lost the case more often than it may be resumed.";
            await record.PutAsync(id, current.Head.Epoch, DocumentNames.Cause, new FailureCause(1, cause), cancellationToken);
            await scribe.FailedAsync(id, current.Head.Epoch, LedgerFacts.Sweep, cancellationToken);
            await scribe.SealAsync(id, current.Head.Epoch, LedgerFacts.Sweep, CaseStatus.Failed, [], cancellationToken);
            return null;
        }

        int epoch = current.Head.Epoch + 1;
        await scribe.ResumedAsync(id, epoch, cancellationToken);
        return await ScheduleAsync(id, await NextRunAsync(id, current, epoch, cancellationToken), cancellationToken);
    }

    /// <summary>Takes the last recorded step again: its results are stored, so it costs nothing, and a decision made there is concluded.</summary>
    private async ValueTask<CaseRun> NextRunAsync(CaseId id, CaseLedger current, int epoch, CancellationToken cancellationToken) => new(
        id.Value, CaseRun.CurrentFormat, epoch, State: null, ResumeAfter: Math.Max(0, current.Head.LastStep - 1),
        NextRecord: await reading.NextRecordAsync(id, cancellationToken));

    /// <summary>Whether the present epoch was entered and its instance never scheduled.</summary>
    private static bool IsUnused(CaseLedger current) => current.Entries[^1].Entry.Body.Kind == LedgerKinds.CaseResumed;
}
