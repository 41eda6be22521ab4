using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Takes up cases that a host left behind. An instance that the engine still has goes on by itself. One that failed or is
/// gone is followed by a new one with a higher epoch, from the last recorded step, at most three times without a further step;
/// one that a person ended, or that fails by its own code, is sealed. Any number may do this at once: the ledger decides who was first.
/// </summary>
public sealed class CaseResumption(
    CaseClient client, CaseInstances instances, CaseRecord record, CaseScribe scribe, LedgerReading reading, ILedgerStore ledger, TimeProvider time)
{
    /// <summary>How many instances may follow one another without recording a step.</summary>
    public const int MaximumResumptions = 3;

    /// <summary>Makes sure that an unfinished case has an instance that works on it; seals it where nothing more can be done.</summary>
    /// <param name="id">The case.</param>
    /// <param name="patient">Whether an instance that failed again is given time before the next one: what failed it may pass.</param>
    /// <param name="cancellationToken">Stops between two writes.</param>
    /// <returns>The instance to wait for, or null where the case has ended or waits.</returns>
    public async ValueTask<string?> TakeUpAsync(CaseId id, bool patient, CancellationToken cancellationToken)
    {
        try
        {
            return await TryTakeUpAsync(id, patient, cancellationToken);
        }
        catch (Exception exception) when (exception is CaseEndedException or StaleEpochException)
        {
            // The case went on or ended while it was looked at.
            return null;
        }
    }

    /// <summary>Schedules a run under its own name; a name that is taken already was scheduled by a start that was cut.</summary>
    public async ValueTask<string> ScheduleAsync(CaseId id, CaseRun run, CancellationToken cancellationToken)
    {
        string instance = CaseInstances.NameOf(id, run.Epoch);
        try
        {
            await client.Required.ScheduleNewOrchestrationInstanceAsync(
                nameof(CaseOrchestrator), run, new StartOrchestrationOptions { InstanceId = instance }, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It goes on under the same name, which is all that is wanted.
        }

        return instance;
    }

    private async ValueTask<string?> TryTakeUpAsync(CaseId id, bool patient, CancellationToken cancellationToken)
    {
        if (await reading.EndOfAsync(id, cancellationToken) is not null || await record.FindAcceptedAsync(id, cancellationToken) is not { } accepted)
        {
            return null;
        }

        await scribe.OpenedAsync(id, accepted.AcceptedAt, cancellationToken);
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        if (current.Entries.Any(static recorded => recorded.Entry.Body.Kind == LedgerKinds.OperatorCancel))
        {
            await instances.EndAsync(id, "ended by an operator", cancellationToken);
            return await SealAsync(id, current, CaseStatus.Terminated, cancellationToken);
        }

        OrchestrationMetadata? found = await instances.FindAsync(id, cancellationToken);
        switch (found?.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.ContinuedAsNew:
                return found.InstanceId;
            case OrchestrationRuntimeStatus.Suspended:
                return null;
            case OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled:
                return await SealAsync(id, current, CaseStatus.Terminated, cancellationToken);
            case var _ when OperatorLog.IsPaused(current):
                return null;
            case null when current.Head is { Epoch: 0, LastStep: < 0 }:
                return await ScheduleAsync(id, new CaseRun(id.Value, CaseRun.CurrentFormat), cancellationToken);
            case null when IsUnused(current):
                return await ScheduleAsync(id, await NextRunAsync(id, cancellationToken), cancellationToken);
            default:
                return await FollowAsync(id, current, found, patient, cancellationToken);
        }
    }

    private async ValueTask<string?> FollowAsync(
        CaseId id, CaseLedger current, OrchestrationMetadata? found, bool patient, CancellationToken cancellationToken)
    {
        InstanceFailure failure = InstanceFailure.Of(found?.FailureDetails);
        LedgerDraft[] fruitless = [.. SinceTheLastStep(current)];
        if (fruitless.Length >= MaximumResumptions || failure.IsFinal || (failure.IsOfCode && IsRepeated(fruitless, failure)))
        {
            int fence = current.Head.Epoch + 1;
            await record.PutAsync(id, fence, DocumentNames.Cause, new FailureCause(1, failure.Cause), cancellationToken);
            await scribe.FailedAsync(id, fence, LedgerFacts.Sweep, cancellationToken);
            await scribe.SealAsync(id, fence, LedgerFacts.Sweep, CaseStatus.Failed, [], cancellationToken);
            return null;
        }

        // A run that came further was not failed by what failed the one before: it is followed at once.
        if (patient && fruitless.Length > 0 && found is not null && time.GetUtcNow() < found.LastUpdatedAt + PauseBefore(fruitless.Length))
        {
            return null;
        }

        await scribe.ResumedAsync(id, current.Head.Epoch + 1, CaseInstances.NameOf(id, current), failure.Fingerprint, cancellationToken);
        return await ScheduleAsync(id, await NextRunAsync(id, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// The run of the epoch that was entered last. Read after the fence went up, so that no late write of the run before can
    /// be missed. It takes the last recorded step again: its results are stored, so that costs nothing, and a decision made
    /// there is concluded.
    /// </summary>
    private async ValueTask<CaseRun> NextRunAsync(CaseId id, CancellationToken cancellationToken)
    {
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        LedgerDraft entered = current.Entries.Last(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseResumed).Entry.Body;
        return new CaseRun(
            id.Value, CaseRun.CurrentFormat, entered.Epoch, State: null, ResumeAfter: Math.Max(0, current.Head.LastStep - 1),
            NextRecord: await reading.NextRecordAsync(id, cancellationToken), Parent: entered.Facts.GetValueOrDefault(LedgerFacts.Parent));
    }

    private async ValueTask<string?> SealAsync(CaseId id, CaseLedger current, CaseStatus status, CancellationToken cancellationToken)
    {
        // The higher epoch keeps out whatever the ended run is still doing.
        await scribe.SealAsync(id, current.Head.Epoch + 1, LedgerFacts.Sweep, status, [], cancellationToken);
        return null;
    }

    /// <summary>Whether the run that just failed had taken over from one that failed in the same way, and recorded nothing since.</summary>
    private static bool IsRepeated(LedgerDraft[] fruitless, InstanceFailure failure) =>
        fruitless is [{ } last, ..] && last.Facts.GetValueOrDefault(LedgerFacts.Failure) == failure.Fingerprint;

    /// <summary>The resumptions after which no step was recorded, the last one first.</summary>
    private static IEnumerable<LedgerDraft> SinceTheLastStep(CaseLedger current) => current.Entries.Reverse().Select(static recorded => recorded.Entry.Body)
        .TakeWhile(static body => body.Step is null).Where(static body => body.Kind == LedgerKinds.CaseResumed);

    /// <summary>Whether the present epoch was entered and nothing was recorded under it: its instance was perhaps never scheduled.</summary>
    private static bool IsUnused(CaseLedger current) =>
        current.Entries.Select(static recorded => recorded.Entry.Body.Kind).LastOrDefault(static kind => !LedgerKinds.IsOperator(kind)) == LedgerKinds.CaseResumed;

    // A host is back within seconds; a disk that is full or a storage that is away takes longer.
    private static TimeSpan PauseBefore(int fruitless) => TimeSpan.FromSeconds(fruitless == 1 ? 15 : 120);
}
