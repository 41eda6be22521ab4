using ClinSeek.Durable.Client;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.People;

/// <summary>
/// Tells the engine what the ledger says of people's acts. Every call may be lost with the process that makes it; the sweep
/// makes it again, and a second one does no harm.
/// </summary>
public sealed class CaseWaker(
    CaseClient client, CaseInstances instances, CaseResumption resumption, ApprovalDesk approvals, ClinicianDesk questions, ILedgerStore ledger)
{
    /// <summary>Wakes a case; a case without an instance that could be woken gets one, which reads for itself.</summary>
    public async ValueTask RaiseAsync(CaseId id, string eventName, string requestId, CancellationToken cancellationToken)
    {
        if (client.Current is null)
        {
            return;
        }

        if (await instances.FindAsync(id, cancellationToken) is { IsCompleted: false } open)
        {
            await TellAsync(engine => engine.RaiseEventAsync(open.InstanceId, eventName, new { request = requestId }, cancellationToken));
        }
        else
        {
            await resumption.TakeUpAsync(id, patient: false, cancellationToken);
        }
    }

    /// <summary>Pauses a case or lets it go on. Told whatever state the engine shows: the word before may still be on its way.</summary>
    public async ValueTask SteerAsync(CaseId id, bool pause, CancellationToken cancellationToken)
    {
        if (client.Current is null)
        {
            return;
        }

        if (await instances.FindAsync(id, cancellationToken) is { IsCompleted: false } open)
        {
            await TellAsync(engine => pause
                ? engine.SuspendInstanceAsync(open.InstanceId, "paused by an operator", cancellationToken)
                : engine.ResumeInstanceAsync(open.InstanceId, "continued by an operator", cancellationToken));
        }
        else if (!pause)
        {
            await resumption.TakeUpAsync(id, patient: false, cancellationToken);
        }
    }

    /// <summary>Makes the engine agree with the ledger: paused or not, and woken where somebody has said something.</summary>
    public async ValueTask ReconcileAsync(CaseId id, CancellationToken cancellationToken)
    {
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        if (client.Current is null || current.Head.Count == 0 || current.Head.Sealed)
        {
            return;
        }

        OrchestrationMetadata? found = await instances.FindAsync(id, cancellationToken);
        string? pause = OperatorLog.PauseOf(current);
        if (pause == LedgerKinds.OperatorPause && found is { RuntimeStatus: OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending })
        {
            await TellAsync(engine => engine.SuspendInstanceAsync(found.InstanceId, "paused by an operator", cancellationToken));
        }
        else if (pause == LedgerKinds.OperatorResume && found is { RuntimeStatus: OrchestrationRuntimeStatus.Suspended })
        {
            await TellAsync(engine => engine.ResumeInstanceAsync(found.InstanceId, "continued by an operator", cancellationToken));
        }

        if (found is not { IsCompleted: false })
        {
            return;
        }

        if (await approvals.IsUnreadAsync(id, current, cancellationToken))
        {
            await TellAsync(engine => engine.RaiseEventAsync(found.InstanceId, CaseEvents.Approval, null, cancellationToken));
        }
        else if (await questions.IsUnreadAsync(id, current, cancellationToken))
        {
            await TellAsync(engine => engine.RaiseEventAsync(found.InstanceId, CaseEvents.Answer, null, cancellationToken));
        }
    }

    private async ValueTask TellAsync(Func<DurableTaskClient, Task> tell)
    {
        try
        {
            await tell(client.Required);
        }
        catch (Exception exception) when (exception is OrchestrationNotFoundException or OrchestrationFinishedException)
        {
            // It ended meanwhile, or the host lost it; then the sweep sees to the case.
        }
    }
}
