namespace ClinSeek.Durable.Engine;

/// <summary>Tells other machines that the owner is alive.</summary>
internal sealed class HeartbeatCommit(DateTime now) : CommitItem
{
    public override void Apply(HubStore store) => store.Heartbeat(now);

    public override void Committed()
    {
    }
}
