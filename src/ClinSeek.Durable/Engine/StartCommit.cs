using ClinSeek.Durable.Client;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>Creates an instance, in place of a finished one of the same id where the caller allows it.</summary>
internal sealed class StartCommit : RequestCommit<string>
{
    private readonly EngineRuntime runtime;
    private readonly IReadOnlyCollection<OrchestrationStatus> reusable;
    private readonly List<HistoryEvent> opening;
    private readonly byte[] events;
    private InstanceRow row;

    public StartCommit(EngineRuntime runtime, InstanceRow row, IReadOnlyCollection<OrchestrationStatus> reusable)
    {
        this.runtime = runtime;
        this.row = row;
        this.reusable = reusable;
        opening = [EngineEvents.ExecutionStarted(row, row.CreatedAt)];
        events = EventBatch.Encode(opening);
    }

    public override void Apply(HubStore store)
    {
        if (store.Find(row.InstanceId) is { } existing)
        {
            if (InstanceStatus.IsUnfinished(existing.Status) || !reusable.Contains(existing.Status))
            {
                Refusal = new OrchestrationAlreadyExistsException(row.InstanceId, (OrchestrationRuntimeStatus)existing.Status);
                return;
            }
            store.Delete(existing.Key);
        }
        row = store.Insert(row, events);
    }

    protected override string Act()
    {
        runtime.Open(row, opening);
        return row.InstanceId;
    }
}
