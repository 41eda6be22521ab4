using ClinSeek.Durable.Client;
using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>A client's message to an unfinished instance.</summary>
internal sealed class MessageCommit(EngineRuntime runtime, string instanceId, HistoryEvent message) : RequestCommit<string>
{
    private long key, id;

    public override void Apply(HubStore store)
    {
        if (store.Find(instanceId) is not { } target)
        {
            Refusal = new OrchestrationNotFoundException(instanceId);
        }
        else if (!InstanceStatus.IsUnfinished(target.Status))
        {
            Refusal = new OrchestrationFinishedException(instanceId, (OrchestrationRuntimeStatus)target.Status);
        }
        else
        {
            key = target.Key;
            id = store.AddMessage(key, message);
        }
    }

    protected override string Act()
    {
        runtime.Instances.Deliver(key, InboxMessage.Stored(id, message));
        return instanceId;
    }
}
