using System.Globalization;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Engine;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Cases;

/// <summary>A case's instances in the engine: the first is named like the case, a resumed one <c>caseId-r1</c>, <c>-r2</c>.</summary>
public sealed class CaseInstances(CaseClient client, ILedgerStore ledger, IOptions<CaseServiceOptions> options)
{
    /// <summary>The instance of an epoch.</summary>
    public static string NameOf(CaseId id, int epoch) => epoch == 0 ? id.Value : string.Create(CultureInfo.InvariantCulture, $"{id}-r{epoch}");

    /// <summary>The instance that works on a case as its ledger says: entries of people may have a higher epoch and no instance.</summary>
    public static string NameOf(CaseId id, CaseLedger ledger) => NameOf(
        id, ledger.Entries.LastOrDefault(static recorded => recorded.Entry.Body.Kind == LedgerKinds.CaseResumed)?.Entry.Body.Epoch ?? 0);

    /// <summary>The case's present instance, or null where the engine has none or cannot be looked into.</summary>
    public async ValueTask<OrchestrationMetadata?> FindAsync(CaseId id, CancellationToken cancellationToken)
    {
        string name = NameOf(id, await ledger.ReadAsync(id, cancellationToken));
        if (client.Current is { } engine)
        {
            return await engine.GetInstanceAsync(name, getInputsAndOutputs: true, cancellationToken);
        }

        if (options.Value.EngineIsElsewhere || !File.Exists(options.Value.EngineFile))
        {
            return null;
        }

        try
        {
            await using var reader = new ReadOnlyDurableTaskClient(options.Value.EngineFile, EvidenceJson.Options);
            return await reader.GetInstanceAsync(name, getInputsAndOutputs: true, cancellationToken);
        }
        catch (EngineStorageException)
        {
            // The record is what counts; without the engine an unfinished case is one that waits for a host.
            return null;
        }
    }

    /// <summary>Ends the case's present instance where it still runs.</summary>
    public async ValueTask EndAsync(CaseId id, string reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { IsCompleted: false } running)
        {
            return;
        }

        try
        {
            await client.Required.TerminateInstanceAsync(running.InstanceId, new TerminateInstanceOptions(reason), cancellationToken);
        }
        catch (Exception exception) when (exception is OrchestrationNotFoundException or OrchestrationFinishedException)
        {
            // It has ended by itself meanwhile.
        }
    }

    /// <summary>Where an unsealed case stands that waits for nobody. An engine elsewhere is not asked: what ends a case stands in its record.</summary>
    public async ValueTask<CaseStatus> StatusAsync(CaseId id, CancellationToken cancellationToken) =>
        options.Value.EngineIsElsewhere ? CaseStatus.Running : await FindAsync(id, cancellationToken) switch
        {
            // It was told to go on and has not come to it yet.
            { RuntimeStatus: OrchestrationRuntimeStatus.Suspended } when OperatorLog.PauseOf(await ledger.ReadAsync(id, cancellationToken)) == LedgerKinds.OperatorResume =>
                CaseStatus.Running,
            { RuntimeStatus: OrchestrationRuntimeStatus.Suspended } => CaseStatus.Waiting,
            { RuntimeStatus: OrchestrationRuntimeStatus.Failed } => CaseStatus.Failed,
            _ => CaseStatus.Running,
        };

    /// <summary>Why the engine gave a case up, or null where it did not.</summary>
    public async ValueTask<string?> CauseAsync(CaseId id, CancellationToken cancellationToken) =>
        !options.Value.EngineIsElsewhere
        && await FindAsync(id, cancellationToken) is { RuntimeStatus: OrchestrationRuntimeStatus.Failed, FailureDetails: { } failure }
            ? InstanceFailure.Of(failure).Cause
            : null;
}
