namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>The instance asks for an orchestrator that this worker does not have.</summary>
internal sealed class OrchestratorNotFoundException(string name)
    : Exception($"No orchestrator named '{name}' is registered in this worker. Register it, or correct the name the instance is started with.");
