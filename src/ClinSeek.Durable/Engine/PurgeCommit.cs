namespace ClinSeek.Durable.Engine;

/// <summary>Removes finished instances; unknown and unfinished ones are passed over.</summary>
internal sealed class PurgeCommit(EngineRuntime runtime, IReadOnlyCollection<string> instanceIds) : RequestCommit<int>
{
    private readonly List<string> purged = [];

    public override void Apply(HubStore store)
    {
        foreach (var instanceId in instanceIds)
        {
            if (store.Find(instanceId) is not { } found || InstanceStatus.IsUnfinished(found.Status))
                continue;
            store.Delete(found.Key);
            purged.Add(instanceId);
        }
    }

    protected override int Act()
    {
        foreach (var instanceId in purged)
            runtime.Signals.Raise(instanceId);
        return purged.Count;
    }
}
