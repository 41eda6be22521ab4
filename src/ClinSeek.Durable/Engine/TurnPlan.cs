using ClinSeek.Durable.Protocol;

namespace ClinSeek.Durable.Engine;

/// <summary>What follows from a turn's actions, before anything is written.</summary>
internal sealed class TurnPlan
{
    /// <summary>Events that the engine appends for the actions, up to OrchestratorCompleted.</summary>
    public List<HistoryEvent> Appended { get; } = [];

    public List<(int EventId, string Name, string? Input)> Activities { get; } = [];

    public List<(int EventId, DateTime FireAt)> Timers { get; } = [];

    public List<(int EventId, InstanceRow Row)> Children { get; } = [];

    public List<(string InstanceId, HistoryEvent Message)> Sends { get; } = [];

    /// <summary>The action that ends the execution, if this turn does.</summary>
    public CompleteOrchestrationAction? Completion { get; set; }

    public bool ContinuesAsNew => Completion?.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew;

    public bool Finishes => Completion is not null && !ContinuesAsNew;
}
