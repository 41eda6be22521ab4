using ClinSeek.Durable.Protocol;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>A message in an instance's inbox.</summary>
/// <param name="Event">What becomes a new event of the next turn.</param>
/// <param name="ExecutionId">The execution that it answers, or null for whichever runs.</param>
internal sealed record HubMessage(HistoryEvent Event, string? ExecutionId = null);
