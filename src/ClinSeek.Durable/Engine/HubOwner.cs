namespace ClinSeek.Durable.Engine;

/// <summary>Who owns a hub. The token is new at each start; a commit under another token is refused.</summary>
internal sealed record HubOwner(string Token, string Host, int ProcessId, DateTime StartedAt, DateTime HeartbeatAt)
{
    public static HubOwner ThisProcess(DateTime now) => new(Guid.NewGuid().ToString("N"), Environment.MachineName, Environment.ProcessId, now, now);

    public override string ToString() => $"process {ProcessId} on {Host} (since {StartedAt:u}, last heartbeat {HeartbeatAt:u})";
}
