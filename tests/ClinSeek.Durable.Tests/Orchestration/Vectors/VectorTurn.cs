using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>One recorded turn; no response where the reference runner threw.</summary>
internal sealed record VectorTurn(OrchestratorRequest Request, OrchestratorResponse? Response)
{
    /// <summary>A turn without history starts a new execution of its instance.</summary>
    public bool StartsExecution => Request.PastEvents.Count == 0;
}
